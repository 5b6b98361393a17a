import Catalog
import Tabular

/// What a column holds by the shape of its values alone.
enum ColumnKind: Hashable {
  case nothing
  case time(TimePattern)
  case integer
  case decimal(scale: Int)
  /// A text of few characters from one alphabet: a number that is a name, a code.
  case code(length: ClosedRange<Int>)
  case text(longest: Int)

  /// - Parameter isNumber: whether columns of such a name hold numbers rather than codes; nil where the name does not tell.
  init(_ profile: ColumnProfile, isNumber: Bool? = nil) {
    guard profile.values > 0 else {
      self = .nothing
      return
    }
    let times = profile.patterns.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }
    if let times, profile.mostly(times.value) {
      self = .time(times.key)
      return
    }
    let numbers = profile.integers + profile.scales.values.reduce(0, +)
    if profile.mostly(numbers), profile.leadingZeros * 100 <= profile.values {
      let scale = profile.scales.filter { $0.value * 100 > profile.values }.keys.max()
      if let scale {
        self = .decimal(scale: scale)
        return
      }
      let (length, count) = profile.modalLength
      // Long numbers of one length are names of things; counts and amounts differ in length.
      let isName = profile.mostly(count) && length >= 5 || profile.longest > 18
      // Single digits, or a few numbers again and again, are rather codes than counts.
      let isFew = profile.mostly(count) && length == 1 || profile.distinct.count <= 12 && profile.values >= 40
      if !isName, isNumber ?? !isFew {
        self = .integer
        return
      }
    }
    if profile.mostly(profile.alphanumerics), profile.longest <= 40 {
      self = .code(length: profile.shortest...profile.longest)
    } else {
      self = .text(longest: profile.longest)
    }
  }

  /// The type of a column of its own.
  var type: ColumnType {
    switch self {
    case .nothing: .text(20)
    case .time(let pattern): pattern.type
    case .integer: .integer
    case .decimal(let scale): .decimal(precision: 18, scale: scale)
    case .code(let length): .text(length.upperBound)
    case .text(let longest): .text([20, 40, 60, 100, 200, 500, 1000, 2000].first { $0 >= longest } ?? 4000)
    }
  }

  /// Whether values of that shape can have a type at all: it saves trials.
  func mayBe(_ type: ColumnType) -> Bool {
    switch (self, type) {
    case (.time(let pattern), _): pattern.type == type
    case (.integer, .integer), (.integer, .decimal), (.decimal, .decimal): true
    case (.code, .text), (.text, .text), (.integer, .text): true
    default: false
    }
  }

  func words(_ profile: ColumnProfile) -> String {
    switch self {
    case .nothing: "no values"
    case .time(let pattern): "\(pattern.rawValue) in \(share(profile.patterns[pattern] ?? 0, of: profile.values))"
    case .integer: "whole numbers in \(share(profile.integers, of: profile.values))"
    case .decimal(let scale):
      "\(scale) decimal places in \(share(profile.scales[scale] ?? 0, of: profile.values))"
        + (profile.writesCommas ? ", set off by a comma" : "")
        + (profile.negatives > 0 ? ", negative in \(share(profile.negatives, of: profile.values))" : "")
    case .code(let length):
      length.upperBound == 1 ? "1 letter or digit" : "\(ColumnKind.words(length)) letters or digits"
    case .text: "text of \(ColumnKind.words(profile.shortest...profile.longest)) characters"
    }
  }

  private static func words(_ range: ClosedRange<Int>) -> String {
    range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
  }
}
