/// The normalizers that look at digits in groups: `thousands` and `country_code`.
enum Groups {
  /// `1,234.56` to `1234.56`, and only where the marks stand in threes: after an optional sign one to three digits,
  /// then groups of a mark and exactly three digits, then the end or the decimal mark. Anything else stays as it is.
  static func dropThousands(_ draft: inout Draft, decimalMark: UInt8) {
    let mark = decimalMark == UInt8(ascii: ",") ? UInt8(ascii: ".") : UInt8(ascii: ",")
    var index = 0
    if draft.count > 0, draft[0] == UInt8(ascii: "-") || draft[0] == UInt8(ascii: "+") { index = 1 }
    let first = digits(draft, index)
    guard (1...3).contains(first) else { return }
    index += first
    let whole = index
    while index < draft.count, draft[index] == mark {
      guard digits(draft, index + 1) == 3 else { return }
      index += 4
    }
    guard index > whole, index == draft.count || draft[index] == decimalMark else { return }
    var end = whole
    for rest in whole..<draft.count where rest >= index || draft[rest] != mark {
      draft[end] = draft[rest]
      end += 1
    }
    draft.truncate(to: end)
  }

  /// +86, 0086 or 0 in front of eleven digits that begin with 1. Anything else stays as it is.
  static func dropCountryCode(_ draft: inout Draft) {
    for prefix in ["+86", "0086", "0"] as [StaticString] where draft.count == prefix.utf8CodeUnitCount + 11 {
      let length = prefix.utf8CodeUnitCount
      let isPrefix = prefix.withUTF8Buffer { code in
        code.indices.allSatisfy { index in unsafe code[index] == draft[index] }
      }
      guard isPrefix, digits(draft, length) == 11, draft[length] == UInt8(ascii: "1") else { continue }
      for index in 0..<11 { draft[index] = draft[length + index] }
      draft.truncate(to: 11)
      return
    }
  }

  private static func digits(_ draft: Draft, _ start: Int) -> Int {
    var index = start
    while index < draft.count, draft[index] &- 0x30 <= 9 { index += 1 }
    return index - start
  }
}
