import Tabular

@testable import SampleBank

/// What a sender declares of a file: rows and, over all currencies, cents. Read as text, not by our own layouts.
struct Declared: Equatable {
  let rows: Int
  let cents: Int64
  var checksum: String?

  init?(_ feed: String, _ bank: Bank, _ date: BusinessDate) throws {
    switch feed {
    case "X1/account": try self.init(trailer: bank.bytes("drop/X1/ACCT_\(date.compact).dat.gz"), date)
    case "X1/posting": try self.init(trailer: bank.bytes("drop/X1/POST_\(date.compact).dat.gz"), date)
    case "T/declaration":
      try self.init(bank.text("drop/T/TAX_DECL_\(date.compact).ctl"), between: ["ROWS=", ";TAX=", ";MD5="])
    case "T/payment":
      try self.init(bank.text("drop/T/TAX_PAY_\(date.compact).ctl"), between: ["ROWS=", ";PAID=", ";MD5="])
    case "T/arrears":
      try self.init(bank.text("drop/T/TAX_ARR_\(date.compact).ctl"), between: ["ROWS=", ";DUE=", ";MD5="])
    case "T/invoice":
      try self.init(bank.text("drop/T/TAX_INV_\(date.compact).ctl"), between: ["ROWS=", ";AMOUNT=", ";MD5="])
    case "T/annual_return":
      try self.init(bank.text("drop/T/TAX_CIT_\(date.compact).ctl"), between: ["ROWS=", ";REVENUE=", ";MD5="])
    case "X2/balance":
      try self.init(bank.text("drop/X2/LN_BAL_\(date.compact).ctl"), between: ["ROWS=", "\nBALANCE=", "\nSHA256="])
    case "G/social":
      try self.init(
        bank.text("api/social-insurance/\(date.compact).totals.json"),
        between: ["{\"total\":", ",\"sum_paid\":\"", "\"}"])
    default: return nil
    }
  }

  private init?(trailer file: [UInt8], _ date: BusinessDate) {
    guard let line = file.split(separator: 10).last.map({ String(decoding: $0, as: UTF8.self) }),
      line.hasPrefix("T\(date.compact)"), line.count == 39, let rows = Int(line.dropFirst(9).prefix(10)),
      let sum = Amount(String(line.suffix(20)).drop { $0 == " " }, scale: 2)
    else { return nil }
    self.rows = rows
    cents = Int64(sum.units)
  }

  private init?(_ text: String, between marks: [String]) {
    var rest = text[...]
    var parts: [Substring] = []
    for mark in marks {
      guard let range = rest.firstRange(of: mark) else { return nil }
      parts.append(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    guard parts[0].isEmpty, let rows = Int(parts[1]), let sum = Amount(parts[2], scale: 2) else { return nil }
    self.rows = rows
    cents = Int64(sum.units)
    checksum = String(rest.prefix { $0 != "\n" })
  }
}
