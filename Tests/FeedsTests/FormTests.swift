import Feeds
import Testing

/// A form that cannot be read by says why, and a reader is made of no other.
@Suite struct FormTests {
  private func problems(_ shape: FeedForm.Shape, _ encoding: FeedForm.Encoding = .gb18030) -> [String] {
    FeedForm(encoding: encoding, compression: .none, shape: shape).problems
  }

  @Test func refusesColumnsThatAreNone() {
    #expect(problems(.jsonLines(names: [])) == ["a form declares at least one column"])
    #expect(problems(.jsonLines(names: ["a", "a"])) == ["a column is declared twice"])
    #expect(problems(.jsonPages(JSONPages(names: ["a"]))) == ["pages of JSON are UTF-8"])
  }

  @Test func refusesDelimitersThatCannotBeOne() {
    #expect(problems(.delimited(Delimited(delimiter: [], header: ["a"]))) == ["a delimiter has 1 to 8 bytes"])
    #expect(
      problems(.delimited(Delimited(delimiter: [0x0A], header: ["a"])))
        == ["a delimiter holds no line end and no NUL"])
    #expect(problems(.delimited(Delimited(delimiter: [0xA1], header: ["a"]))) == ["a delimiter is written in UTF-8"])
    #expect(problems(.delimited(Delimited(delimiter: Array("｜".utf8), header: ["a"]))) == [])
    #expect(
      problems(.delimited(Delimited(delimiter: Array("｜".utf8), quote: 0x22, header: ["a"])))
        == ["a quoted feed's delimiter is ASCII"])
    #expect(
      problems(.delimited(Delimited(delimiter: [0x22], quote: 0x22, header: ["a"])))
        == ["the delimiter holds the quote"])
    #expect(
      problems(.delimited(Delimited(delimiter: [0x7C], header: ["a"], trailerPrefix: "T")))
        == ["a trailer has both a prefix and a template"])
  }

  @Test(arguments: [
    (0, 5, ["a does not lie inside the record"]), (3, 2, ["a does not lie inside the record"]),
    (-1, 2, ["a does not lie inside the record"]), (Int.max, Int.max, ["a does not lie inside the record"]),
    (0, 4, ["a and b share bytes"]), (0, 3, []),
  ])
  func refusesFieldsOutsideTheRecord(_ start: Int, _ width: Int, _ expected: [String]) {
    let fields = [FixedWidth.Field("a", start: start, width: width), FixedWidth.Field("b", start: 3, width: 1)]
    let found = problems(.fixedWidth(FixedWidth(fields: fields, recordLength: 4)))
    #expect(expected.isEmpty ? found.isEmpty : found.contains(expected[0]))
  }

  @Test func refusesPaddingThatMayEndACharacter() {
    let field = FixedWidth.Field("a", start: 0, width: 4, alignment: .left, pad: 0x30)
    #expect(
      problems(.fixedWidth(FixedWidth(fields: [field], recordLength: 4)))
        == ["a is padded on the right with a byte that may end a character"])
  }
}
