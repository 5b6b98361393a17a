import Catalog
import Crypto
import Tabular

/// Checks of a row whose every value is canonical: those that need more than the value, then those that are advised.
extension Cleanser {
  /// Blames the first item that does not meet a demand, where there is one.
  mutating func checkDemands() {
    for check in 0..<program.demandCount {
      let item = Int(program.checks[check].item)
      guard values[item].state == .present, !isMet(check, item) else { continue }
      if blame < 0 || item < blame { blame = item }
      values[item].state = .failed
      values[item].failure = program.checks[check].failure
    }
  }

  /// Counts what the row has that is not as advised; it loads all the same.
  mutating func countAdvice(line: Int) {
    var counted = -1
    for check in program.demandCount..<program.checks.count {
      let item = Int(program.checks[check].item)
      let step = program.checks[check].step
      guard values[item].state == .present, step < 0 || step == values[item].step, !isMet(check, item) else {
        continue
      }
      let counter = Int(program.checks[check].counter)
      if advised[counter].rows == 0 { advised[counter].firstLine = line }
      advised[counter].rows += 1
      // Advice of one item stands together: a value is counted once, whatever it does not meet.
      if counted != item { unadvised[item] += 1 }
      counted = item
    }
  }

  /// Whether the item's value meets the check. Members are read where they lie: a check is much larger than they are.
  @inline(always) private func isMet(_ check: Int, _ item: Int) -> Bool {
    switch program.checks[check].kind {
    case .codes: return isCode(check, values[item].piece)
    case .rule: return program.checks[check].rule.holds(values[item].piece)
    case .bounds:
      let number = values[item].number
      return program.checks[check].minimum <= number && number <= program.checks[check].maximum
    case .minorUnit:
      let currency = Int(program.checks[check].other)
      guard values[currency].state == .present else { return true }
      let slot = program.lookups.find(values[currency].piece, in: program.checks[check].table)
      return slot < 0 || values[item].number % Check.powers[program.lookups.tag(slot)] == 0
    case .exception: return !values[item].isException
    }
  }

  @inline(never) private func isCode(_ check: Int, _ value: Piece) -> Bool {
    let prefix = Int(program.checks[check].prefix)
    let code = prefix > 0 ? value.first(characters: prefix) : value
    let slot = program.lookups.find(code, in: program.checks[check].table)
    if slot < 0 {
      let length = Int(program.checks[check].coverLength)
      guard length > 0 else { return false }
      return program.lookups.find(code.first(characters: length), in: program.checks[check].covers) < 0
    }
    let first = day(of: check, value)
    // Where it may also have held later, any day up to the business date does.
    let last = program.checks[check].isSince ? max(first, program.businessDay) : first
    var period = program.lookups.tag(slot)
    repeat {
      if first <= program.periods[period].to, program.periods[period].from <= last { return true }
      period = Int(program.periods[period].next)
    } while period >= 0
    return false
  }

  /// The day a code is to hold on: another item's, the one of birth, or else the business date.
  private func day(of check: Int, _ value: Piece) -> Int32 {
    let other = program.checks[check].other
    if other >= 0, values[Int(other)].state == .present {
      return Int32(truncatingIfNeeded: values[Int(other)].number)
    }
    if other == Check.birth, let birth = value.birthday { return birth }
    return program.businessDay
  }

  /// Whether somebody signed that this value may fail its check digit.
  @inline(never) func isExempt(_ step: Int, _ piece: Piece) -> Bool {
    let exemption = program.exemptions[Int(program.steps[step].exemption)]
    if program.lookups.find(piece, in: exemption.values) >= 0 { return true }
    if !exemption.hashes.isEmpty, exemption.hashes.contains(Array(SHA256.hash(data: piece.bytes))) { return true }
    let scheme = Int(program.steps[step].scheme)
    guard !exemption.tokens.isEmpty, scheme >= 0 else { return false }
    return exemption.tokens.contains(Int64(bitPattern: program.prefixes[scheme].hash(with: piece)))
  }
}

extension Check {
  /// Powers of ten by exponent: as many as a decimal has places.
  static let powers: [Int64] = (0...18).map { (0..<$0).reduce(1) { power, _ in power * 10 } }
}

extension Piece {
  /// The first so many characters; all of it where it has fewer.
  @inline(always) func first(characters: Int) -> Piece {
    if isASCII || count <= characters { return count <= characters ? self : dropping(last: count - characters) }
    var end = 0
    var left = characters
    while end < count {
      if self[end] & 0xc0 != 0x80 {
        if left == 0 { break }
        left -= 1
      }
      end += 1
    }
    return dropping(last: count - end)
  }

  /// The day of birth in a citizen id, as days since 2000.
  fileprivate var birthday: Int32? {
    guard count == 18 else { return nil }
    let part = { (range: Range<Int>) in range.reduce(0) { $0 * 10 + Int(self[$1] & 15) } }
    return BusinessDate(year: part(6..<10), month: part(10..<12), day: part(12..<14))?.daysSince2000
  }
}
