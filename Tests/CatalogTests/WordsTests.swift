import Tabular
import Testing

@testable import Catalog

/// The small words of the catalog: types, formats, masks, ids, and what was probably meant.
@Suite struct WordsTests {
  @Test(arguments: [
    ("text 40", "text 40"), ("integer", "integer"), ("decimal 18.2", "decimal 18.2"),
    ("decimal 18.18", "decimal 18.18"),
    ("date", "date"), ("timestamp", "timestamp"), ("boolean", "boolean"),
  ])
  func types(_ word: String, _ type: String) { #expect(ColumnType(word: word)?.description == type) }

  @Test(arguments: [
    "", "text", "text 0", "text -1", "text 10001", "decimal", "decimal 19.2", "decimal 4.5", "decimal 4", "decimal 4.",
    "decimal .2", "Integer", "integer 4", "text 4 4", "text ４０", "numeric 18.2",
  ])
  func noTypes(_ word: String) { #expect(ColumnType(word: word) == nil) }

  @Test(arguments: ["13 digits", "2..20 chars", "1 letters", "18 alphanumerics"])
  func formats(_ word: String) { #expect(Format(word: word)?.description == word) }

  @Test(arguments: [
    "digits", "0 digits", "5..2 digits", "..5 digits", "5.. digits", "2...5 digits x", "-1 digits", "a..b digits",
  ])
  func noFormats(_ word: String) { #expect(Format(word: word) == nil) }

  @Test(arguments: ["keep 3 4", "surname", "district", "keep 0 0"])
  func masks(_ word: String) { #expect(Mask(word: word)?.description == word) }

  @Test(arguments: ["keep", "keep 3", "keep -1 4", "keep 3 4 5", "last 4", ""])
  func noMasks(_ word: String) { #expect(Mask(word: word) == nil) }

  @Test func tighterMasks() {
    #expect(Mask.keep(first: 3, last: 4).isAtLeastAsTight(as: .keep(first: 3, last: 4)))
    #expect(Mask.keep(first: 1, last: 0).isAtLeastAsTight(as: .surname))
    #expect(!Mask.keep(first: 1, last: 1).isAtLeastAsTight(as: .surname))
    #expect(!Mask.surname.isAtLeastAsTight(as: .keep(first: 3, last: 4)))
    #expect(!Mask.district.isAtLeastAsTight(as: .keep(first: 3, last: 4)))
  }

  @Test(arguments: [
    ("moblie", "mobile"), ("acount_no", "account_no"), ("org", "org_no"), ("ucss", "uscc"), ("mobile", "mobile"),
  ])
  func meant(_ typed: String, _ name: String) {
    #expect(Suggestion.nearest(to: typed, among: ["account_no", "mobile", "org_no", "uscc"]) == name)
  }

  @Test(arguments: ["x", "05", "completely_else", ""])
  func nothingMeant(_ typed: String) {
    #expect(Suggestion.nearest(to: typed, among: ["account_no", "mobile", "01", "uscc"]) == nil)
  }

  @Test func distanceCountsASwapOnce() {
    #expect(Suggestion.distance("moblie", "mobile") == 1)
    #expect(Suggestion.distance("", "abc") == 3)
    #expect(Suggestion.distance("kitten", "sitting") == 3)
  }

  @Test(arguments: ["G/power_usage", "X1/account", "R/org"])
  func assetIDs(_ id: String) { #expect(Identifier.isAsset(id)) }

  @Test(arguments: ["power_usage", "g/power", "G/", "/x", "G/a/b", "G/用电", "G/Power", "G/1x", "TOOLONGFAM/x"])
  func noAssetIDs(_ id: String) { #expect(!Identifier.isAsset(id)) }
}
