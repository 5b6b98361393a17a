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
    case "X1/daily_balance": try self.init(trailer: bank.bytes("drop/X1/BAL_\(date.compact).dat.gz"), date)
    case "X1/general_ledger": try self.init(trailer: bank.bytes("drop/X1/GL_\(date.compact).dat.gz"), date)
    case "X1/posting": try self.init(trailer: bank.bytes("drop/X1/POST_\(date.compact).dat.gz"), date)
    case "T/declaration":
      try self.init(bank.text("drop/T/TAX_DECL_\(date.compact).ctl"), between: ["ROWS=", ";TAX=", ";MD5="])
    case "X2/balance": try self.init(loan: "BAL", "BALANCE", bank, date)
    case "X2/application": try self.init(loan: "APP", "AMOUNT", bank, date)
    case "X2/contract": try self.init(loan: "CONT", "AMOUNT", bank, date)
    case "X2/disbursement": try self.init(loan: "DISB", "AMOUNT", bank, date)
    case "X2/repayment": try self.init(loan: "REPAY", "PRINCIPAL", bank, date)
    case "X2/guarantee": try self.init(loan: "GUAR", "AMOUNT", bank, date)
    case "X2/overdue": try self.init(loan: "OVD", "PRINCIPAL", bank, date)
    case "T/payment":
      try self.init(bank.text("drop/T/TAX_PAY_\(date.compact).ctl"), between: ["ROWS=", ";PAID=", ";MD5="])
    case "T/arrears":
      try self.init(bank.text("drop/T/TAX_ARR_\(date.compact).ctl"), between: ["ROWS=", ";DUE=", ";MD5="])
    case "T/invoice":
      try self.init(bank.text("drop/T/TAX_INV_\(date.compact).ctl"), between: ["ROWS=", ";AMOUNT=", ";MD5="])
    case "T/annual_return":
      try self.init(bank.text("drop/T/TAX_CIT_\(date.compact).ctl"), between: ["ROWS=", ";REVENUE=", ";MD5="])
    case "X4/sale":
      try self.init(last: bank.text("drop/X4/SALE_\(date.compact).txt.gz"), after: "TRAILER|\(date.compact)|")
    case "X4/holding": try self.init(last: bank.text("drop/X4/HOLD_\(date.compact).ctl"), after: "")
    case "X6/scene_payment": try self.init(last: bank.text("drop/X6/PAY_\(date.compact).txt.gz"), after: "#EOF|")
    case "X6/card": try self.init(last: bank.text("drop/X6/CARD_\(date.compact).txt.gz"), after: "#EOF|")
    case "G/social":
      try self.init(
        bank.text("api/social-insurance/\(date.compact).totals.json"),
        between: ["{\"total\":", ",\"sum_paid\":\"", "\"}"])
    case "G/enforcement": try self.init(pages: "enforcements", bank, date)
    case "G/real_estate": try self.init(pages: "real-estates", bank, date)
    default: return nil
    }
  }

  /// Pages that state no sum.
  private init?(pages resource: String, _ bank: Bank, _ date: BusinessDate) throws {
    let text = try bank.text("api/\(resource)/\(date.compact).totals.json")
    guard let rows = try Int(text.firstMatch(of: /{"total":(\d+)}\n/)?.output.1 ?? "") else { return nil }
    self.rows = rows
    cents = 0
  }

  private init?(loan table: String, _ sum: String, _ bank: Bank, _ date: BusinessDate) throws {
    let text = try bank.text("drop/X2/LN_\(table)_\(date.compact).ctl")
    self.init(text, between: ["ROWS=", "\n\(sum)=", "\nSHA256="])
  }

  /// The last line: rows, and perhaps sum and checksum, with strokes between.
  private init?(last text: String, after head: String) {
    guard let line = text.split(separator: "\n").last, line.hasPrefix(head) else { return nil }
    let parts = line.dropFirst(head.count).split(separator: "|")
    guard let rows = parts.first.flatMap({ Int($0) }), let sum = Amount(parts.count > 1 ? parts[1] : "0", scale: 2)
    else { return nil }
    self.rows = rows
    cents = Int64(sum.units)
    checksum = parts.count > 2 ? String(parts[2]) : nil
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
