import Testing

@testable import Dashboard

/// Both languages say everything.
@Suite struct WordTests {
  @Test(arguments: Word.allCases)
  func isInBothLanguages(word: Word) {
    let (zh, en) = word.both
    #expect(!zh.isEmpty && !en.isEmpty)
    // The other language's own name is the one word that is not in its language.
    if word != .other { #expect(!en.unicodeScalars.contains { $0.value > 0x2FFF }, "\(en)") }
    for place in ["{0}", "{1}", "{2}"] { #expect(zh.contains(place) == en.contains(place), "\(zh) / \(en)") }
  }
}
