import Tabular

/// Deliveries that are not there in time, not whole, or there too soon.
extension FaultDesk {
  func arrivalFaults() throws -> [FaultCase] {
    [try withoutControl(), try withoutMarker(), try late(), try early(), try withoutBase()]
  }

  private func withoutControl() throws -> FaultCase {
    let goods = try goods(.loan)
    var spoiled = try awaited("missing_control", .loan, "数据文件已到，控制文件未到", Array(goods.files.prefix(1)))
    spoiled.fault.fault = Fault.Step(
      now: "\(date)T05:00:00", command: ["tick"], exit: 3, message: incomplete(.loan, goods), ledger: [])
    spoiled.heals = Array(goods.files.suffix(1))
    return spoiled
  }

  private func withoutMarker() throws -> FaultCase {
    let goods = try goods(.login)
    var spoiled = try awaited("missing_marker", .login, "数据文件已到，完成标志未到", Array(goods.files.prefix(1)))
    spoiled.fault.fault = run(.login, at: "05:10", exit: 5, incomplete(.login, goods), ledger: [])
    spoiled.heals = Array(goods.files.suffix(1))
    return spoiled
  }

  private func late() throws -> FaultCase {
    var spoiled = try awaited("late", .login, "过了截止时间文件还没有到", [])
    spoiled.fault.fault = Fault.Step(
      now: "\(date)T05:00:00", command: ["tick"], exit: 3,
      message: Fault.Message(
        place: "Pipelines/X3/login.yaml:1:7",
        problem: "\(FaultSender.login.title) of \(date) missing at cut-off 05:00",
        hint: "ask \(FaultSender.login.contact); when it arrives the next tick loads it, no command needed"),
      ledger: [])
    return spoiled
  }

  /// The evening before: nobody looks at it until its night has begun.
  private func early() throws -> FaultCase {
    var spoiled = try awaited("early", .posting, "前一天晚上就到了，属于下一个数据日期", try goods(.posting).files)
    spoiled.fault.fault = Fault.Step(now: "\(dayBefore)T23:30:00", command: ["tick"], exit: 0, ledger: [])
    spoiled.fault.healing.now = "\(date)T02:40:00"
    spoiled.heals = []
    return spoiled
  }

  private func withoutBase() throws -> FaultCase {
    let (base, goods) = (try goods(.loan, on: dayBefore), try goods(.loan))
    var spoiled = try awaited("delta_without_base", .loan, "前一日的增量没有到，今日的增量先到", goods.files)
    spoiled.fault.awaited = [dayBefore.description, date.description]
    spoiled.fault.fault = run(
      .loan, exit: 3,
      Fault.Message(
        place: goods.name,
        problem: "\(FaultSender.loan.title) of \(date) waits for that of \(dayBefore): "
          + "a delta is loaded upon the one before it",
        hint: "ask \(FaultSender.loan.contact) for that of \(dayBefore); when it is in, the next tick loads this one. "
          + "If there never was one: granary run --date \(date) --feed \(FaultSender.loan.feed) --correct"),
      ledger: [])
    if (totals(of: .loan, on: dayBefore)?.rejected ?? 0) > 0 { spoiled.fault.healing.exit = 2 }
    spoiled.heals = base.files
    return spoiled
  }

  /// Nothing is in the ledger; what is missing heals.
  func awaited(_ name: String, _ sender: FaultSender, _ meaning: String, _ arrives: [FaultFile]) throws -> FaultCase {
    let heals = sender.layout.isServed ? [] : try goods(sender).files
    return FaultCase(
      fault: Fault(
        name: name, meaning: meaning, feed: sender.feed, date: date.description, awaited: [date.description],
        fault: run(sender, exit: 3, nil, ledger: []), healing: tick(sender, ledger: ["published"])),
      arrives: arrives, heals: heals)
  }

  private func incomplete(_ sender: FaultSender, _ goods: Goods) -> Fault.Message {
    Fault.Message(
      place: goods.name, problem: "\(sender.title) of \(date) is not complete: \(goods.companionName) has not come",
      hint: "ask \(sender.contact); when it arrives the next tick loads it, no command needed")
  }
}
