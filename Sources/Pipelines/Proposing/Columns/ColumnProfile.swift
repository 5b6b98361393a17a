import Catalog
import Cleansing
import Tabular

/// What the values of one column look like: counts and shapes. Values themselves are kept for trials and never shown.
struct ColumnProfile {
  var rows = 0
  var empty = 0
  /// In characters, of values that are not empty.
  var shortest = Int.max
  var longest = 0
  /// How many values have the length that most have.
  var lengths: [Int: Int] = [:]
  var distinct: Set<UInt64> = []
  /// Different values, in the order they came.
  var sample: [[UInt8]] = []
  /// How often each of the sample came.
  var weights: [Int] = []
  private var places: [[UInt8]: Int] = [:]
  var integers = 0
  var leadingZeros = 0
  var negatives = 0
  /// By decimal places; whole numbers are not among them.
  var scales: [Int: Int] = [:]
  var thousands = 0
  var commas = 0
  var patterns: [TimePattern: Int] = [:]
  var alphanumerics = 0
  var foreign = 0
  var people = 0
  var organisations = 0
  /// Of everything that is a number, in units of 10^-6; nil where one is too large.
  var sum: Int128? = 0

  static let sampleLimit = 400
  static let distinctLimit = 200_000
  /// Years that people now may write, and the one that means never; other numbers are no times.
  private static func isYear(_ year: Int) -> Bool { 1900...2199 ~= year || year == 9999 }

  var values: Int { rows - empty }

  mutating func add(_ bytes: [UInt8]) {
    rows += 1
    let value = trimmed(bytes)
    guard !value.isEmpty else {
      empty += 1
      return
    }
    if distinct.count < ColumnProfile.distinctLimit { distinct.insert(hash(value)) }
    if let place = places[value] {
      weights[place] += 1
    } else if sample.count < ColumnProfile.sampleLimit {
      places[value] = sample.count
      sample.append(value)
      weights.append(1)
    }
    let length = value.count { $0 & 0xC0 != 0x80 }
    (shortest, longest) = (min(shortest, length), max(longest, length))
    lengths[length, default: 0] += 1
    number(value)
    if value.allSatisfy({ 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 }) { alphanumerics += 1 }
    if let first = value.first, 0x30...0x39 ~= first, 6...25 ~= value.count {
      for (pattern, day) in WrittenTime.readings(of: value) where ColumnProfile.isYear(day.components.year) {
        patterns[pattern, default: 0] += 1
      }
    }
    if value.contains(where: { $0 >= 0x80 }) { names(value, length) }
  }

  private mutating func number(_ value: [UInt8]) {
    let point = WrittenNumber(value, mark: UInt8(ascii: "."))
    guard let number = point ?? WrittenNumber(value, mark: UInt8(ascii: ",")) else { return }
    if point == nil { commas += 1 }
    if number.isNegative { negatives += 1 }
    if number.isGrouped { thousands += 1 }
    if let places = number.places { scales[places, default: 0] += 1 } else { integers += 1 }
    if number.places == nil, value.count > 1, value.first == 0x30 { leadingZeros += 1 }
    guard let units = number.millionths, let known = sum else { return sum = nil }
    sum = known + units
  }

  /// What a Chinese text names, by its length and by how such names end.
  private mutating func names(_ value: [UInt8], _ length: Int) {
    foreign += 1
    let text = String(decoding: value, as: UTF8.self)
    if Organisation.isOne(text) {
      organisations += 1
    } else if 2...4 ~= length && value.count == length * 3 || text.contains("·") {
      people += 1
    }
  }

  private func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes[...]
    while bytes.first == 0x20 || bytes.first == 0x09 { bytes = bytes.dropFirst() }
    while bytes.last == 0x20 || bytes.last == 0x09 { bytes = bytes.dropLast() }
    return Array(bytes)
  }

  private func hash(_ value: [UInt8]) -> UInt64 {
    value.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }

  /// The length most values have, and how many have it.
  var modalLength: (length: Int, count: Int) {
    lengths.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { ($0.key, $0.value) } ?? (0, 0)
  }

  /// Decimal places stand behind a comma.
  var writesCommas: Bool { commas > 0 && commas * 10 >= values * 3 }

  /// How the sender spells it, for trials.
  var options: FieldOptions { FieldOptions(decimalMark: writesCommas ? "," : ".") }

  /// Whether a share of the values of so many thousandths has a property.
  func mostly(_ count: Int, _ perMille: Int = 950) -> Bool { values > 0 && count * 1000 >= values * perMille }
}
