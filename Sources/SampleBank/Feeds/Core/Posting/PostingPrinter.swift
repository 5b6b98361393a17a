import Tabular

/// Writes postings as bytes from tables made once: no text is formatted or converted for a posting.
struct PostingPrinter {
  static let recordLength = 132

  private let accounts: Digits
  private let externals: Digits
  private let offices: Digits
  private let clock: Digits
  private let currencies: [Currency]
  private let currencyCodes: [[UInt8]] = Currency.allCases.map { Array($0.code.utf8) }
  /// Padded to the width of the field.
  private let memos: [[UInt8]]
  private let date: BusinessDate
  private var record: [UInt8]

  init(_ world: World, date: BusinessDate) {
    self.date = date
    accounts = Digits(world.accounts.map(\.number), width: 19)
    externals = Digits(PostingPrinter.externalNumbers, width: 19)
    offices = Digits(Organisation.subBranches.map(\.number), width: 6)
    clock = Digits((0..<86_400).map { Spelling.clock($0) }, width: 6)
    currencies = world.accounts.map(\.currency)
    let converter = Converter.toGB18030()
    memos = Words.allMemos.map { memo in
      guard let bytes = converter.convert(memo.utf8) else { preconditionFailure("GB 18030 holds every character") }
      return bytes + repeatElement(UInt8(ascii: " "), count: 30 - bytes.count)
    }
    record = [UInt8](repeating: UInt8(ascii: " "), count: PostingPrinter.recordLength + 1)
    record[0] = UInt8(ascii: "D")
    record.replaceSubrange(1..<9, with: date.compact.utf8)
    record.replaceSubrange(46..<54, with: date.compact.utf8)
    record[PostingPrinter.recordLength] = UInt8(ascii: "\n")
  }

  static let externalNumbers = (0..<PostingClerk.externalAccounts).map {
    Account.number($0 * 7_919, issuer: "62220210")
  }

  func currency(of posting: Posting) -> Currency { currencies[posting.account] }

  /// The posting's record with its line end. It stands until the next call.
  mutating func print(_ posting: Posting) -> [UInt8] {
    number(posting.ordinal, ending: 21, width: 12)
    accounts.copy(posting.account, into: &record, at: 21)
    offices.copy(posting.office, into: &record, at: 40)
    clock.copy(posting.second, into: &record, at: 54)
    record[60] = UInt8(ascii: posting.isDebit ? "D" : "C")
    place(currencyCodes[currencies[posting.account].rawValue], at: 61)
    amount(posting.cents)
    record[80] = UInt8(ascii: "0")
    record[81] = UInt8(ascii: "0") + UInt8(posting.channel)
    switch posting.counter {
    case .none: for place in 82..<101 { record[place] = UInt8(ascii: " ") }
    case .own(let account): accounts.copy(account, into: &record, at: 82)
    case .external(let account): externals.copy(account, into: &record, at: 82)
    }
    record[101] = posting.status.rawValue
    place(memos[posting.memo], at: 102)
    return record
  }

  /// The same values as text, in the order of the layout.
  func values(_ posting: Posting) -> [String] {
    let counter =
      switch posting.counter {
      case .none: ""
      case .own(let account): accounts.text(account)
      case .external(let account): externals.text(account)
      }
    return [
      date.compact + Spelling.padded(posting.ordinal, 12), accounts.text(posting.account),
      offices.text(posting.office), date.compact + clock.text(posting.second), posting.isDebit ? "D" : "C",
      currency(of: posting).code, Spelling.amount(posting.cents), "0\(posting.channel)", counter,
      String(UnicodeScalar(posting.status.rawValue)), Words.allMemos[posting.memo],
    ]
  }

  private mutating func place(_ bytes: [UInt8], at start: Int) {
    for offset in bytes.indices { record[start + offset] = bytes[offset] }
  }

  private mutating func number(_ number: Int, ending end: Int, width: Int) {
    var rest = UInt64(number)
    var place = end
    for _ in 0..<width {
      place -= 1
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      record[place] = UInt8(ascii: "0") + UInt8(digit)
      rest = quotient
    }
  }

  /// Right aligned in bytes 64..<80, two decimals.
  private mutating func amount(_ cents: Int64) {
    var rest = UInt64(cents)
    var place = 80
    var written = 0
    while place > 64 {
      place -= 1
      if written == 2 {
        record[place] = UInt8(ascii: ".")
      } else if rest > 0 || written < 4 {
        let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
        record[place] = UInt8(ascii: "0") + UInt8(digit)
        rest = quotient
      } else {
        record[place] = UInt8(ascii: " ")
      }
      written += 1
    }
  }
}

/// Many texts of one width, side by side.
private struct Digits {
  private let bytes: [UInt8]
  private let width: Int

  init(_ texts: [String], width: Int) {
    self.width = width
    bytes = texts.flatMap { Array($0.utf8) }
    precondition(bytes.count == texts.count * width, "all of the same width")
  }

  func copy(_ ordinal: Int, into record: inout [UInt8], at start: Int) {
    precondition(start + width <= record.count)
    unsafe bytes.withUnsafeBytes { bytes in
      unsafe record.withUnsafeMutableBytes { record in
        let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[ordinal * width..<(ordinal + 1) * width])
        unsafe UnsafeMutableRawBufferPointer(rebasing: record[start...]).copyMemory(from: text)
      }
    }
  }

  func text(_ ordinal: Int) -> String {
    String(decoding: bytes[ordinal * width..<(ordinal + 1) * width], as: UTF8.self)
  }
}
