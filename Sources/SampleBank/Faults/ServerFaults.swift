import Tabular

/// An API that does not answer as agreed. What it has is asked for again at each tick.
extension FaultDesk {
  func serverFaults() throws -> [FaultCase] {
    let again = "the next tick asks again; nothing was loaded"
    let stays = "run the feed again; if it stays, ask the sender"
    var fails = try served(.http500, "接口返回 HTTP 500", ":1", "the server kept failing (HTTP 500, 5 attempts)", again)
    // At the cut-off, so that cron's mail has it.
    fails.fault.fault.now = "\(date)T05:00:00"
    fails.fault.fault.command = ["tick"]
    return [
      fails,
      try served(.stalls, "接口接受请求后不再回应", ":1", "no complete answer (curl 28, 5 attempts)", again),
      try served(.breaksOff, "回应传到一半断开", ":1", "no complete answer (curl 18, 5 attempts)", again),
      try served(
        .changesPageSize, "第二页起换了每页行数", ":2", "the page repeats other totals than the pages before it", stays),
      try served(.endsEarly, "少给最后一页", "", "the pages do not hold as many records as they declare", stays),
    ]
  }

  private func served(
    _ kind: ServerFault, _ meaning: String, _ page: String, _ problem: String, _ hint: String
  ) throws -> FaultCase {
    var spoiled = try awaited(
      "api_" + kind.rawValue, .social, meaning, [FaultFile(path: ServerFault.file, bytes: Array(kind.rawValue.utf8))])
    spoiled.fault.fault.message = Fault.Message(
      place: SocialFeed.layout.fileName(on: date) + page, problem: problem, hint: hint)
    spoiled.heals = [FaultFile(path: ServerFault.file, bytes: [])]
    return spoiled
  }
}
