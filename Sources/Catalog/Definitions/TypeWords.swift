import Tabular

/// How types, formats and masks are written in the catalog: `decimal 18.2`, `13 digits`, `keep 4 3`.
extension ColumnType {
  /// A decimal has at most 18 digits, so that its units fit 64 bits.
  init?(word: String) {
    let words = word.split(separator: " ")
    switch (words.first, words.count) {
    case ("integer", 1): self = .integer
    case ("date", 1): self = .date
    case ("timestamp", 1): self = .timestamp
    case ("boolean", 1): self = .boolean
    case ("text", 2):
      guard let length = Int(words[1]), 1...10_000 ~= length else { return nil }
      self = .text(length)
    case ("decimal", 2):
      let parts = words[1].split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 2, let precision = Int(parts[0]), let scale = Int(parts[1]),
        1...18 ~= precision, 0...precision ~= scale
      else { return nil }
      self = .decimal(precision: precision, scale: scale)
    default: return nil
    }
  }

  static let grammar = "one of: text 40, integer, decimal 18.2 (at most 18 digits), date, timestamp, boolean"

  var textLength: Int? { if case .text(let length) = self { length } else { nil } }
  var isDecimal: Bool { if case .decimal = self { true } else { false } }

  /// The places after the point a bound of this type is written with; nil where there is no number.
  var boundScale: Int? {
    switch self {
    case .integer: 0
    case .decimal(_, let scale): scale
    default: nil
    }
  }

  /// The largest magnitude a value may have, in units of its scale.
  var largest: Int128? {
    switch self {
    case .integer: Int128(Int64.max)
    case .decimal(let precision, _): (0..<precision).reduce(1) { power, _ in power * 10 } - 1
    default: nil
    }
  }
}

extension Format {
  init?(word: String) {
    let words = word.split(separator: " ")
    guard words.count == 2, let alphabet = Alphabet(rawValue: String(words[1])) else { return nil }
    let ends = words[0].split(separator: ".", omittingEmptySubsequences: true).map { Int($0) }
    let isRange = words[0].contains("..")
    guard ends.count == (isRange ? 2 : 1), let low = ends[0], let high = ends[ends.count - 1],
      1 <= low, low <= high, high <= 10_000
    else { return nil }
    self.init(length: low...high, alphabet: alphabet)
  }

  static let grammar = "write a length and digits, letters, alphanumerics or chars: 13 digits, 2..20 chars"
}

extension Mask {
  init?(word: String) {
    let words = word.split(separator: " ")
    switch (words.first, words.count) {
    case ("surname", 1): self = .surname
    case ("district", 1): self = .district
    case ("keep", 3):
      guard let first = Int(words[1]), let last = Int(words[2]), 0...100 ~= first, 0...100 ~= last else { return nil }
      self = .keep(first: first, last: last)
    default: return nil
    }
  }

  static let grammar = "one of: keep 3 4 (the first 3 and last 4 characters), surname, district"

  /// Whether every value looks at least as hidden under this mask as under `other`.
  func isAtLeastAsTight(as other: Mask) -> Bool {
    switch (self, other) {
    case (.keep(let first, let last), .keep(let otherFirst, let otherLast)): first <= otherFirst && last <= otherLast
    case (.keep(let first, let last), .surname): first <= 1 && last == 0
    default: self == other
    }
  }
}

extension LocatedMapping {
  /// A bare `text` is as long as `format` allows.
  func optionalType(_ key: String, format: Format? = nil) -> Located<ColumnType>? {
    func read(_ word: String) -> ColumnType? {
      if word == "text", let format { return .text(format.length.upperBound) }
      return ColumnType(word: word)
    }
    return parsed(key, read, ColumnType.grammar)
  }
  func optionalFormat(_ key: String) -> Located<Format>? { parsed(key, Format.init(word:), Format.grammar) }
  func optionalMask(_ key: String) -> Located<Mask>? { parsed(key, Mask.init(word:), Mask.grammar) }

  /// An item may also do without the masked form its standard has.
  func optionalItemMask(_ key: String) -> Located<Mask?>? {
    let read = { (word: String) -> Mask?? in word == "withheld" ? .some(nil) : Mask(word: word).map { .some($0) } }
    return parsed(key, read, Mask.grammar + "; or withheld")
  }

  private func parsed<Value>(_ key: String, _ read: (String) -> Value?, _ grammar: String) -> Located<Value>? {
    guard let text = optionalText(key) else { return nil }
    guard let value = read(text.value) else {
      findings.error(at: text.location, about("\(key) cannot be understood"), hint: grammar)
      return nil
    }
    return text.map { _ in value }
  }

  /// Each element one word of an enumeration, none twice.
  func optionalWords<Word: RawRepresentable & CaseIterable & Hashable & Sendable>(
    _ key: String, as _: Word.Type = Word.self
  ) -> [Located<Word>]? where Word.RawValue == String {
    guard let texts = optionalTexts(key) else { return nil }
    var seen: Set<Word> = []
    return texts.compactMap { text in
      guard let word = word(text, key, as: Word.self) else { return nil }
      guard seen.insert(word.value).inserted else {
        findings.error(at: text.location, about("\(key) names \(text.value) twice"), hint: "keep one")
        return nil
      }
      return word
    }
  }
}
