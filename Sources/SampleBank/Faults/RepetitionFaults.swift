import Tabular

/// Deliveries that have come before, and another one for a date that has its own.
extension FaultDesk {
  func repetitionFaults() throws -> [FaultCase] {
    [try renamed(), try repacked(), try anotherFile(), try yesterdays()]
  }

  private func renamed() throws -> FaultCase {
    let goods = try goods(.account)
    return repeated("renamed", .account, "同一文件换名重送", goods.delivered(number: "_02", packed: goods.files[0].bytes))
  }

  private func repacked() throws -> FaultCase {
    repeated("repacked", .loan, "同一内容重新压缩后重送", try goods(.loan).delivered(number: "_02", level: 1))
  }

  /// The first two records in the other order: another file, with the same rows and sum.
  private func anotherFile() throws -> FaultCase {
    var goods = try goods(.posting)
    var lines = goods.lines
    lines.swapAt(0, 1)
    goods.content = Array(lines.joined())
    var spoiled = repeated("two_files", .posting, "同一日期同一名字来了另一个文件", goods.delivered())
    spoiled.fault.fault.exit = 4
    spoiled.fault.fault.message = Fault.Message(
      place: goods.name, problem: "\(FaultSender.posting.title) of \(date) is published, and this is another file",
      hint: "a correction has a higher batch number in its name; or, \(word(.posting))")
    spoiled.fault.fault.ledger = ["published", "refused"]
    spoiled.fault.healing.ledger = ["published", "refused"]
    return spoiled
  }

  /// Yesterday's pair under today's name. Nothing in it gives a date, and rows, sum and checksum agree.
  private func yesterdays() throws -> FaultCase {
    let today = try goods(.declaration)
    var old = today
    let yesterday = try goods(.declaration, on: dayBefore)
    old.content = yesterday.content
    old.control = yesterday.control
    return try refused(
      "yesterdays_pair", .declaration, "昨日的一对文件换成今日的名字", old.delivered(packed: yesterday.files[0].bytes), today.name,
      "\(FaultSender.declaration.title) refused, its content is that of \(dayBefore), which is published",
      "ask \(FaultSender.declaration.contact) for the file of \(date); \(word(.declaration))")
  }

  /// After the good delivery. The same content is no news; nothing has to heal.
  private func repeated(_ name: String, _ sender: FaultSender, _ meaning: String, _ arrives: [FaultFile]) -> FaultCase {
    let totals = totals(of: sender)
    return FaultCase(
      fault: Fault(
        name: name, meaning: meaning, feed: sender.feed, date: date.description, awaited: [],
        fault: run(
          sender, at: "09:10", exit: (totals?.rejected ?? 0) > 0 ? 2 : 0, nil, ledger: ["published", "duplicate"],
          loaded: totals?.loaded),
        healing: tick(sender, at: "09:15", ledger: ["published", "duplicate"], isLoading: false)),
      arrives: arrives, heals: [])
  }
}
