/// Whether the first line names the columns, and what speaks for it.
///
/// In doubt it does not: what is taken for a name stands in the draft, and a value must not.
struct HeadingSign {
  var isHeading = false
  var evidence = ""

  init(_ rows: [[String]]) {
    guard let first = rows.first else { return }
    // Some senders put the heading into the middle of a file again.
    let rest = rows.dropFirst().prefix(200).filter { $0 != first }
    let areNames = first.allSatisfy(HeadingSign.mayBeName) && Set(first).count == first.count
    // Columns of numbers, dates or codes: nearly every value has a digit, and a name hardly ever has one.
    let telling = first.indices.filter { index in
      let values = rest.map { $0[index] }.filter { !$0.isEmpty }
      return !values.isEmpty && values.count(where: HeadingSign.hasDigit) * 10 >= values.count * 9
    }
    let unlike = telling.count { !HeadingSign.hasDigit(first[$0]) }
    let isRepeated = first.indices.contains { index in rest.contains { $0[index] == first[index] } }
    isHeading = areNames && !telling.isEmpty && unlike * 10 >= telling.count * 9 && !isRepeated
    evidence =
      !areNames || isRepeated
      ? "the first line holds no names"
      : isHeading
        ? "of \(telling.count) columns of digits \(unlike) have none in the first line"
        : "nothing tells the first line from the others"
  }

  /// A digit as codes have it: 一 is a number as well, and stands in many names.
  private static func hasDigit(_ text: String) -> Bool { text.contains { "0"..."9" ~= $0 } }

  private static func mayBeName(_ text: String) -> Bool {
    !text.isEmpty && text.count <= 40 && text.contains(where: \.isLetter) && !Organisation.isOne(text)
  }
}
