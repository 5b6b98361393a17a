import Tabular

/// Files that do not hold what their senders declare.
extension FaultDesk {
  func countFaults() throws -> [FaultCase] {
    [
      try wrongRowCount(), try wrongTrailer(), try wrongTotal(), try emptyThoughDeclared(), try emptyAsDeclared(),
      try emptyTree(), try dateInside(), try noTrailer(),
    ]
  }

  private func wrongRowCount() throws -> FaultCase {
    var goods = try goods(.declaration)
    let rows = goods.declared("ROWS")
    let more = String((Int(rows) ?? 0) + 1)
    goods.declare("ROWS", more)
    return try refused(
      "wrong_row_count", .declaration, "控制文件申报的行数多一行", goods.delivered(), goods.companionName + ":1",
      mismatch(.declaration, declared: more, rows), complete(.declaration))
  }

  private func wrongTrailer() throws -> FaultCase {
    var goods = try goods(.posting)
    let rows = goods.lines.count - 1
    goods.retrail { trailer in
      trailer.prefix(9) + Spelling.padded(rows - 1, 10) + trailer.dropFirst(19)
    }
    return try refused(
      "wrong_row_count_in_trailer", .posting, "尾记录申报的行数少一行", goods.delivered(), "\(goods.name):\(rows + 1)",
      mismatch(.posting, declared: String(rows - 1), String(rows)), complete(.posting))
  }

  private func wrongTotal() throws -> FaultCase {
    var goods = try goods(.loan)
    let total = Amount(goods.declared("BALANCE"), scale: 2) ?? Amount(units: 0, scale: 2)
    goods.declare("BALANCE", (total + Amount(units: 1, scale: 2)).description)
    return try refused(
      "wrong_total", .loan, "控制文件的余额合计多一分", goods.delivered(), goods.companionName + ":1",
      "\(FaultSender.loan.title) refused, control total differs by 0.01",
      "rows agree and the sum does not: one of the two files is older. Ask \(FaultSender.loan.contact) for a new pair; "
        + "drop it in and the next tick loads it. There is nothing to undo.")
  }

  private func emptyThoughDeclared() throws -> FaultCase {
    var goods = try goods(.declaration)
    goods.content = []
    return try refused(
      "empty_though_declared", .declaration, "文件为空，控制文件说有数据", goods.delivered(), goods.companionName + ":1",
      mismatch(.declaration, declared: goods.declared("ROWS"), "0"), complete(.declaration))
  }

  /// Nothing happened, and the sender says so: that is a delivery like others. What comes later corrects it.
  private func emptyAsDeclared() throws -> FaultCase {
    let good = try goods(.payment)
    var empty = good
    empty.content = []
    empty.declare("ROWS", "0")
    empty.declare("PAID", "0.00")
    var spoiled = try refused("empty_as_declared", .payment, "文件为空，控制文件也说为空；后来补送更正", empty.delivered(), "", "", "")
    spoiled.fault.fault = run(.payment, exit: 0, nil, ledger: ["published"], loaded: 0)
    spoiled.fault.healing = tick(.payment, ledger: ["superseded", "published"])
    spoiled.heals = good.delivered(number: "_02")
    return spoiled
  }

  /// A tree without an office: nobody declares how many there are, and readers would see none.
  private func emptyTree() throws -> FaultCase {
    var goods = try goods(.office)
    goods.content = goods.lines[0]
    return try refused(
      "empty_without_declaration", .office, "全量文件只有标题行，无人申报行数", goods.delivered(), goods.name,
      "\(FaultSender.office.title) refused, the file holds no rows and nobody declares that",
      "ask \(FaultSender.office.contact) whether it is complete; \(word(.office))")
  }

  /// Yesterday's file under today's name, and its trailer tells.
  private func dateInside() throws -> FaultCase {
    var goods = try goods(.posting)
    goods.content = try self.goods(.posting, on: dayBefore).content
    return try refused(
      "wrong_date_inside", .posting, "昨日的文件用了今日的文件名，尾记录是昨日", goods.delivered(), "\(goods.name):\(goods.lines.count)",
      "\(FaultSender.posting.title) refused, the file is of \(dayBefore), not of \(date)",
      "ask \(FaultSender.posting.contact) for the file of \(date)")
  }

  /// Cut off between two records, before it was packed.
  private func noTrailer() throws -> FaultCase {
    var goods = try goods(.account)
    goods.content = Array(goods.lines.dropLast().joined())
    return try refused(
      "missing_trailer", .account, "缺尾记录：打包之前已截断", goods.delivered(), "\(goods.name):\(goods.lines.count + 1)",
      "the trailer record is missing", "the file was probably cut off: ask the sender to deliver again")
  }

  private func mismatch(_ sender: FaultSender, declared: String, _ held: String) -> String {
    "\(sender.title) refused, declared \(Amount.grouped(declared)) rows, the file holds \(Amount.grouped(held))"
  }

  private func complete(_ sender: FaultSender) -> String {
    "ask \(sender.contact) for a complete file; drop it in and the next tick loads it. There is nothing to undo."
  }

  /// How the operator overrules.
  func word(_ sender: FaultSender) -> String {
    "if you know it is right: granary run --date \(date) --feed \(sender.feed) --correct"
  }
}

extension Goods {
  /// Another trailer in the place of the last line.
  fileprivate mutating func retrail(_ change: (String) -> String) {
    var lines = lines
    let trailer = String(decoding: lines.removeLast().dropLast(), as: UTF8.self)
    content = Array(lines.joined()) + Array((change(trailer) + "\n").utf8)
  }
}
