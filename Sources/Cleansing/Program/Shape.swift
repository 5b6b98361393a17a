import Catalog
import Tabular

/// A spelling of a date, time or month, as offsets: `yyyyMMddHHmmss` has its month at 4.
struct Shape: BitwiseCopyable {
  /// Bytes, without the offset from UTC.
  private(set) var length = 0
  private var year: Int8 = -1
  private var month: Int8 = -1
  private var day: Int8 = -1
  private var hour: Int8 = -1
  private var minute: Int8 = -1
  private var second: Int8 = -1
  private var hasOffset = false
  /// Bytes that must stand between the digits, at most eight: their offsets, then the bytes.
  private var marks: (UInt64, UInt64) = (0, 0)
  private var markCount = 0
  /// Whether it is `yyyyMMdd` or `yyyyMMddHHmmss`: digits and nothing else.
  private var isCompact = false

  /// What a text says under a shape.
  struct Reading: BitwiseCopyable {
    enum Verdict: UInt8 { case fits, noSuchDay, otherShape }
    var verdict: Verdict
    var days: Int32 = 0
    /// Since midnight of that day; of the bank's time, and outside the day where an offset moves it.
    var microseconds: Int64 = 0
  }

  init(_ pattern: TimePattern) {
    var rest = Substring(pattern.rawValue)
    while let character = rest.first {
      let run = rest.prefix { $0 == character }
      let place = Int8(length)
      switch (character, run.count) {
      case ("y", 4): year = place
      case ("M", 2): month = place
      case ("d", 2): day = place
      case ("H", 2): hour = place
      case ("m", 2): minute = place
      case ("s", 2): second = place
      case ("X", 3): hasOffset = true
      default:
        precondition(run.count == 1 && character.isASCII && markCount < 8, "a pattern of the catalog has a shape")
        marks.0 |= UInt64(length) << UInt64(markCount * 8)
        marks.1 |= UInt64(character.asciiValue!) << UInt64(markCount * 8)
        markCount += 1
      }
      if character != "X" { length += run.count }
      rest.removeFirst(run.count)
    }
    isCompact = ["yyyyMMdd", "yyyyMMddHHmmss"].contains(pattern.rawValue)
    precondition(year >= 0 && month >= 0, "a pattern of the catalog has at least year and month")
  }

  /// Whether it says more than a day.
  var hasTime: Bool { hour >= 0 }

  /// A day written in digits only, and its number.
  struct Day: BitwiseCopyable {
    fileprivate var digits: UInt64 = 0
    fileprivate var days: Int32 = 0
  }

  func read(_ piece: Piece) -> Reading {
    var last = Day()
    return read(piece, &last)
  }

  /// The same, of texts that are often of the same day.
  @inline(always) func read(_ piece: Piece, _ last: inout Day) -> Reading {
    isCompact && piece.count == length ? compact(piece, &last) : spelledOut(piece)
  }

  private func spelledOut(_ piece: Piece) -> Reading {
    guard hasOffset ? piece.count > length : piece.count == length else { return Reading(verdict: .otherShape) }
    var places = marks.0
    var bytes = marks.1
    for _ in 0..<markCount {
      if piece[Int(places & 0xff)] != UInt8(truncatingIfNeeded: bytes) { return Reading(verdict: .otherShape) }
      places >>= 8
      bytes >>= 8
    }
    let century = Shape.pair(piece, year)
    let years = Shape.pair(piece, year &+ 2)
    let months = Shape.pair(piece, month)
    let days = day < 0 ? 1 : Shape.pair(piece, day)
    let hours = hour < 0 ? 0 : Shape.pair(piece, hour)
    let minutes = minute < 0 ? 0 : Shape.pair(piece, minute)
    let seconds = second < 0 ? 0 : Shape.pair(piece, second)
    if (century | years | months | days | hours | minutes | seconds) < 0 { return Reading(verdict: .otherShape) }
    var shift: Int64 = 0
    if hasOffset {
      let offset = Shape.offset(piece, length)
      if offset == .min { return Reading(verdict: .otherShape) }
      if offset == .max { return Reading(verdict: .noSuchDay) }
      shift = Int64(Shape.bankOffset - offset) * 60_000_000
    }
    return Shape.reading(year: century * 100 + years, months, days, hours, minutes, seconds, shift)
  }

  /// Digits only, eight at a time.
  @inline(always) private func compact(_ piece: Piece, _ last: inout Day) -> Reading {
    let date = piece.word(at: 0)
    let time = piece.word(at: length - 8)
    if Digits.strays(date) | Digits.strays(time) != 0 { return Reading(verdict: .otherShape) }
    let part = { (pairs: UInt64, index: UInt64) in Int(pairs >> (index * 16) & 0xff) }
    if date != last.digits {
      let pairs = Digits.pairs(date)
      let year = part(pairs, 0) * 100 + part(pairs, 1)
      guard let day = BusinessDate(year: year, month: part(pairs, 2), day: part(pairs, 3)) else {
        return Reading(verdict: .noSuchDay)
      }
      last = Day(digits: date, days: day.daysSince2000)
    }
    guard hasTime else { return Reading(verdict: .fits, days: last.days) }
    let clock = Digits.pairs(time)
    let (hours, minutes, seconds) = (part(clock, 1), part(clock, 2), part(clock, 3))
    guard hours < 24, minutes < 60, seconds < 60 else { return Reading(verdict: .noSuchDay) }
    return Reading(
      verdict: .fits, days: last.days, microseconds: Int64((hours * 60 + minutes) * 60 + seconds) * 1_000_000)
  }

  @inline(always) private static func reading(
    year: Int, _ month: Int, _ day: Int, _ hours: Int, _ minutes: Int, _ seconds: Int, _ shift: Int64
  ) -> Reading {
    guard hours < 24, minutes < 60, seconds < 60, let date = BusinessDate(year: year, month: month, day: day)
    else { return Reading(verdict: .noSuchDay) }
    let microseconds = Int64((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + shift
    return Reading(verdict: .fits, days: date.daysSince2000, microseconds: microseconds)
  }

  /// The day in this shape, for texts such as months; a shape with a time of day is not written.
  func write(_ days: Int32, to draft: inout Draft) {
    let (y, m, d) = BusinessDate(daysSince2000: days).components
    for index in 0..<length {
      var byte: UInt8?
      for mark in 0..<markCount where Int(marks.0 >> UInt64(mark * 8) & 0xff) == index {
        byte = UInt8(truncatingIfNeeded: marks.1 >> UInt64(mark * 8))
      }
      let digit = { (number: Int, start: Int8, count: Int) -> UInt8? in
        let place = index - Int(start)
        guard start >= 0, place >= 0, place < count else { return nil }
        var number = number
        for _ in 0..<(count - 1 - place) { number /= 10 }
        return UInt8(number % 10) + 0x30
      }
      draft.append(byte ?? digit(y, year, 4) ?? digit(m, month, 2) ?? digit(d, self.day, 2) ?? 0x30)
    }
  }

  /// Microseconds of a day.
  static let day: Int64 = 86_400_000_000

  /// Whole days in so many microseconds, rounded down.
  @inline(always) static func days(in microseconds: Int64) -> Int64 {
    microseconds >= 0 ? microseconds / day : -((-microseconds + day - 1) / day)
  }

  /// The bank's time is UTC+8; in minutes.
  private static let bankOffset = 8 * 60

  /// Two digits as a number, or -1.
  @inline(always) private static func pair(_ piece: Piece, _ start: Int8) -> Int {
    let tens = piece[Int(start)] &- 0x30
    let ones = piece[Int(start) + 1] &- 0x30
    return tens > 9 || ones > 9 ? -1 : Int(tens) * 10 + Int(ones)
  }

  /// `Z` or `+hh:mm` in minutes; `.min` for another shape, `.max` for hours or minutes that no clock has.
  private static func offset(_ piece: Piece, _ start: Int) -> Int {
    if piece.count == start + 1, piece[start] == UInt8(ascii: "Z") { return 0 }
    guard piece.count == start + 6, piece[start + 3] == UInt8(ascii: ":"),
      piece[start] == UInt8(ascii: "+") || piece[start] == UInt8(ascii: "-")
    else { return .min }
    let hours = pair(piece, Int8(start + 1))
    let minutes = pair(piece, Int8(start + 4))
    if hours < 0 || minutes < 0 { return .min }
    if hours > 18 || minutes > 59 { return .max }
    return (hours * 60 + minutes) * (piece[start] == UInt8(ascii: "-") ? -1 : 1)
  }
}
