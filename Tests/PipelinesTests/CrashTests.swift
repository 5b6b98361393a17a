import Foundation
import Golden
import Pipelines
import Postgres
import SampleBank
import Tabular
import Testing

@testable import Warehouse

/// The real program, disturbed at moments drawn from a seed; `make soak` does the same some hundred times more.
///
/// Two projects get the same files. In one nothing happens; in the other every night is disturbed and one tick follows.
@Suite(.serialized) struct CrashTests {
  static let seed: UInt64 = 20_251_120
  static let blows: [Blow] = [.kill, .kill, .kill, .kill, .kill, .stop, .terminate]

  enum Blow { case kill, stop, terminate }

  @Test(.timeLimit(.minutes(10))) func oneTickMendsWhateverHappened() throws {
    let undisturbed = try CrashProject("undisturbed", days: Self.blows.count)
    defer { undisturbed.destroy() }
    let disturbed = try CrashProject("disturbed", days: Self.blows.count)
    defer { disturbed.destroy() }
    var chance = Dice(state: Self.seed)
    for (date, blow) in zip(undisturbed.dates, Self.blows) {
      let began = ContinuousClock.now
      let run = try undisturbed.ask("run", "--date", date)
      #expect([0, 2].contains(run.status), "\(run.output)")
      let night = (ContinuousClock.now - began) / .microseconds(1)

      let struck = try disturbed.start("run", "--date", date)
      let moment = night * Double(chance.next() >> 11) / Double(1 << 53)
      usleep(UInt32(moment))
      let status = try disturbed.strike(struck, blow)
      let tick = try disturbed.ask("tick", "--now", "\(date)T02:40:00")
      let facts: Comment =
        "\(blow) at \(Int(moment)) of \(Int(night)) µs, the run ended with \(status)"
      #expect([0, 2].contains(tick.status), facts)
      #expect(tick.output == "", facts)
      let wanted = try undisturbed.ask("digest", "--date", date)
      #expect(wanted.status == 0)
      #expect(try disturbed.ask("digest", "--date", date).output == wanted.output, facts)
      #expect(try disturbed.leftovers() == [], facts)
    }
  }

  /// Cron starts the next tick while a long one is at work: that is no news. A person who starts a run is told.
  @Test(.timeLimit(.minutes(5))) func aTickBesideARunIsSilent() throws {
    let project = try CrashProject("overlap", days: 1)
    defer { project.destroy() }
    let date = project.dates[0]
    do {
      let run = try ActiveRun.begin(project.server.settings, command: "run", at: Moment(secondsSince1970: 0))
      let tick = try project.ask("tick", "--now", "\(date)T02:40:00")
      #expect(tick.status == 75)
      #expect(tick.output == "")
      let second = try project.ask("run", "--date", date)
      #expect(second.status == 75)
      #expect(second.output.hasPrefix("error: another run holds the lock: run"))
      try run.finish("done", at: Moment(secondsSince1970: 0))
    }
    let tick = try project.ask("tick", "--now", "\(date)T02:40:00")
    #expect([0, 2].contains(tick.status))
  }
}

/// A project of its own with the shipped catalog, a cluster and a bank; the feed that needs an API is left out.
private struct CrashProject {
  let folder: String
  let dates: [String]
  let server: EmbeddedServer

  init(_ name: String, days: Int) throws {
    let files = FileManager.default
    folder =
      files.temporaryDirectory
      .appending(path: "granary-crash-\(ProcessInfo.processInfo.processIdentifier)/\(name)").path
    let root = URL(fileURLWithPath: #filePath).appending(path: "../../..").standardized.path
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try files.copyItem(atPath: root + "/Catalog", toPath: folder + "/Catalog")
    try files.copyItem(atPath: root + "/Pipelines", toPath: folder + "/Pipelines")
    try files.removeItem(atPath: folder + "/Pipelines/G")
    // The shipped night begins with this date.
    let first = try #require(BusinessDate("2025-11-18"))
    dates = (0..<days).map { first.adding(days: $0).description }
    _ = try Generation(
      .init(
        folder: folder + "/.granary/bank", date: first.adding(days: days - 1), days: days, customers: 120, seed: 3,
        dirt: 0.02)
    ).run()
    server = try EmbeddedServer(project: folder)
    for words in [["warehouse", "start"], ["apply"]] {
      let answer = try ask(words)
      try #require(answer.status == 0, "\(words): \(answer.output)")
    }
  }

  func destroy() {
    try? server.destroy()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The program as it was built with these tests.
  private static var program: String {
    URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "granary").path
  }

  private var environment: [String: String] {
    ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("PG") }
  }

  func ask(_ words: String...) throws -> ServerTools.Answer { try ask(words) }

  func ask(_ words: [String]) throws -> ServerTools.Answer {
    try ServerTools.run([Self.program] + words + ["--project", folder], environment: environment)
  }

  func start(_ words: String...) throws -> StartedRun {
    let note = folder + "/process"
    try? FileManager.default.removeItem(atPath: note)
    let shell = ["/bin/sh", "-c", "echo $$ > \"$0.new\" && mv \"$0.new\" \"$0\" && exec \"$@\"", note]
    let run = StartedRun(shell + [Self.program] + words + ["--project", folder], environment)
    for _ in 0..<3000 {
      if let process = (try? String(contentsOfFile: note, encoding: .utf8)).flatMap({ Int32($0.dropLast()) }) {
        run.process = process
        return run
      }
      usleep(1000)
    }
    throw StartedRun.Lost()
  }

  func strike(_ run: StartedRun, _ blow: CrashTests.Blow) throws -> Int32 {
    switch blow {
    case .kill: kill(run.process, SIGKILL)
    case .terminate: kill(run.process, SIGTERM)
    case .stop:
      let stop = try ask("warehouse", "stop", "--immediately")
      #expect(stop.status == 0, "\(stop.output)")
    }
    let status = try run.status()
    let expected: [Int32] =
      switch blow {
      case .kill: [0, 2, 128 + SIGKILL]
      case .terminate: [0, 2, 130]
      case .stop: [0, 2, 69]
      }
    #expect(expected.contains(status))
    return status
  }

  /// What a disturbed night must not leave behind.
  func leftovers() throws -> [String] {
    let rows = try Database(server.settings).connection.query(
      """
      select 'table ' || relname from pg_class where relnamespace = 'staging'::regnamespace and relkind = 'r'
      union all select 'batch ' || feed || ' ' || status from meta.batch where status not in ('published', 'abandoned')
      union all select 'run ' || command from meta.run where finished_at is null
      union all select 'rejects of ' || r.batch from meta.reject r
        where not exists (select 1 from meta.batch b where b.batch = r.batch and b.status = 'published')
      union all select 'partition ' || c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where c.relnamespace = 'ods'::regnamespace and c.relkind = 'r'
          and not exists (select 1 from meta.live l where c.relname ~ ('_b' || l.batch || '$'))
      """, doing: "look for leftovers")
    return rows.values.compactMap { $0[0] }
  }
}

/// A command at work; a thread waits for its end.
private final class StartedRun: @unchecked Sendable {
  struct Lost: Error {}

  var process: Int32 = 0
  private let ended = DispatchSemaphore(value: 0)
  private var answer: Result<ServerTools.Answer, any Error>?

  init(_ command: [String], _ environment: [String: String]) {
    Thread { [self] in
      answer = Result { try ServerTools.run(command, environment: environment) }
      ended.signal()
    }.start()
  }

  /// How it ended: 128 and the signal, where a signal ended it.
  func status() throws -> Int32 {
    guard ended.wait(timeout: .now() + 120) == .success, let answer else { throw Lost() }
    return try answer.get().status
  }
}
