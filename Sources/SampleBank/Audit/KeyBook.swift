import Tabular

/// Keys as numbers, so that no text is looked at again once a record has been taken: equal keys have equal ones.
struct KeyBook: Sendable {
  private var numbers: [String: Int] = [:]
  private var texts: [String] = []

  func text(_ number: Int) -> String { texts[number] }

  /// Nil of a key that nothing has had so far.
  func known(_ key: String) -> Int? { numbers[key] }

  mutating func number(_ key: String) -> Int {
    if let number = numbers[key] { return number }
    numbers[key] = texts.count
    texts.append(key)
    return texts.count - 1
  }

  /// The key of a record in these fields.
  mutating func number(_ fields: [Int], of values: [String]) -> Int { number(KeyBook.text(fields, of: values)) }

  static func text(_ fields: [Int], of values: [String]) -> String { fields.map { values[$0] }.joined(separator: "|") }

  /// A period's key ends with its first and its last day: the keys that have one of its months instead.
  func months(of period: Int) -> [Int] {
    let parts = text(period).split(separator: "|")
    guard let from = BusinessDate(parts[parts.count - 2]), let to = BusinessDate(parts[parts.count - 1]) else {
      preconditionFailure("a period that has loaded begins and ends on a day")
    }
    let count = Month(before: to, back: 0).count - Month(before: from, back: 0).count
    return stride(from: 0, through: count, by: 1).compactMap { back in
      known((parts.dropLast(2) + ["\(Month(before: to, back: back))"]).joined(separator: "|"))
    }
  }
}
