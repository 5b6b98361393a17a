import Catalog
import Foundation
import Pipelines
import Postgres
import SampleBank
import Synchronization
import Tabular
import Warehouse

/// A bank of a test's own: the shipped `Catalog/` and `Pipelines/`, some generated nights, a server for the pages, and a
/// database with the catalog applied.
final class TestBank: Asking {
  let folder: String
  let settings: ConnectionSettings
  let dates: [BusinessDate]
  var project: Project
  /// Stands still during a run and goes on a minute with each.
  var now: Moment
  private let server: SocialServer

  var drop: String { folder + "/.granary/bank/drop" }
  var database: Database { get throws { try Database(settings) } }

  static let last = BusinessDate("2025-11-20")!
  private static let counter = Mutex(0)
  /// The folder with the shipped `Catalog/` and `Pipelines/`.
  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    .standardizedFileURL

  /// What says what is worked out of the rows: a test of loading does without.
  static let definitions = [
    "facts", "subjects", "indicators", "labels", "kpis", "derivations", "scorecards", "opportunities",
  ]

  /// - Parameter computes: whether nights work out indicators, labels and KPIs.
  init(
    seed: UInt64 = 7, customers: Int = 200, days: Int = 1, dirt: Double = 0.01, last: BusinessDate = TestBank.last,
    faults: Bool = false, breaks: Int = 0, computes: Bool = false
  ) throws {
    let number = TestBank.counter.withLock { number in
      number += 1
      return number
    }
    folder = TestServer.folder + "/bank\(number)"
    settings = try TestServer.newDatabase()
    dates = (0..<days).map { last.adding(days: $0 - days + 1) }
    now = Moment("2025-11-20T02:10:00", in: Zone("Asia/Shanghai")!)!
    let bank = folder + "/.granary/bank"
    try FileManager.default.createDirectory(atPath: bank, withIntermediateDirectories: true)
    for part in ["Catalog", "Pipelines"] {
      try FileManager.default.copyItem(
        at: TestBank.repository.appending(path: part), to: URL(fileURLWithPath: folder + "/" + part))
    }
    if !computes {
      for section in TestBank.definitions {
        try? FileManager.default.removeItem(atPath: folder + "/Catalog/" + section)
      }
    }
    // Roles belong to the whole server, so this bank's logins carry its name.
    let access = folder + "/Catalog/policies/access.yaml"
    let text = try String(contentsOfFile: access, encoding: .utf8)
    let prefix = settings.keywords["dbname"]! + "_"
    try text.replacing(/\n  (analyst|officer|nanjing|dashboard)(\d):/) { "\n  \(prefix)\($0.output.1)\($0.output.2):" }
      .write(toFile: access, atomically: true, encoding: .utf8)
    _ = try Generation(
      .init(
        folder: bank, date: last, days: days, customers: customers, seed: seed, dirt: dirt, faults: faults,
        breaks: breaks)
    ).run()
    server = try SocialServer(folder: bank, port: 0)
    Thread.detachNewThread { [server] in server.run() }
    let url = server.url
    try ["social", "court", "estate"].map { "\($0): \"\(url)\"\n" }.joined().write(
      toFile: folder + "/.granary/endpoints.yaml", atomically: true, encoding: .utf8)
    project = try TestBank.read(folder)
    try apply()
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private static func read(_ folder: String) throws -> Project {
    let (project, diagnostics) = Project.read(at: folder)
    guard let project else { throw Unsound(diagnostics: diagnostics) }
    return project
  }

  struct Unsound: Error, CustomStringConvertible {
    var diagnostics: [Diagnostic]
    var description: String { diagnostics.map(\.description).joined(separator: "\n") }
  }
}

extension TestBank {
  /// Reads the project anew and applies its catalog.
  @discardableResult
  func apply() throws -> CatalogPlan {
    project = try TestBank.read(folder)
    let plan = try Applying(project: project, settings: settings, clock: .standing(at: now)).apply { _ in }
    try TestServer.admit(project.catalog.policies.logins.map(\.name))
    return plan
  }

  func runner(at moment: Moment? = nil) -> NightRun {
    NightRun(project: project, settings: settings, clock: .standing(at: moment ?? now), progress: .silent)
  }

  func run(_ date: BusinessDate, only feed: String? = nil, isCorrection: Bool = false) throws -> NightOutcome {
    now.secondsSince1970 += 60
    return try runner().run(date, only: feed.map { project.feed($0)! }, isCorrection: isCorrection)
  }

  func digest(knownAt moment: Moment? = nil) throws -> ContentDigest {
    try database.digest(asOf: TestBank.last, knownAt: moment)
  }
}
