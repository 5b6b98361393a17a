import Catalog
import Golden
import Postgres
import Semantics
import Tabular

@testable import Warehouse

/// A warehouse whose labels were published with bits of chance, and what those bits say.
final class LabelBank {
  static let date = BusinessDate(year: 2025, month: 11, day: 20)!
  /// Each bit as it stands; a customer is in at most one of yes and unknown, and then in the population.
  struct Bits {
    var population: Set<Int64> = []
    var yes: Set<Int64> = []
    var unknown: Set<Int64> = []

    func truth(_ customer: Int64) -> Bool? {
      yes.contains(customer) ? true : population.contains(customer) && !unknown.contains(customer) ? false : nil
    }
  }

  let settings: ConnectionSettings
  let catalog: DataCatalog
  let customers: Int
  private(set) var bits: [RegisteredLabel.Key: Bits] = [:]

  static let labels = [
    rule("ACTIVE", "活跃", 1), rule("GROWTH", "税务成长企业", 2), rule("WATCH", "关注", 2),
    rule("DEBTOR", "欠款", 3, ["风险", "授信"]),
    Label(
      id: "TIER", zh: "客群", owner: "零售部 赵倩", level: 2,
      form: .values([.init(code: "P", zh: "私行", test: nil), .init(code: "L", zh: "普通", test: nil)], nil)),
  ]

  private static func rule(_ id: String, _ zh: String, _ level: Int, _ purpose: [String] = []) -> Label {
    Label(
      id: id, zh: zh, owner: "风险管理部 郑洁", level: level,
      form: .rule(.test(id: "a", Expression(.literal(.boolean(true)), .boolean))), purpose: purpose)
  }

  static let registered: [RegisteredLabel] = [
    .init(.init("ACTIVE"), zh: "活跃", level: 1), .init(.init("GROWTH"), zh: "税务成长企业", level: 2),
    .init(.init("WATCH"), zh: "关注", level: 2), .init(.init("DEBTOR"), zh: "欠款", level: 3),
    .init(.init("TIER", "P"), zh: "客群：私行", level: 2), .init(.init("TIER", "L"), zh: "客群：普通", level: 2),
  ]

  /// - Parameter customers: the highest number and one.
  init(customers: Int, seed: UInt64 = 7, isDense: Bool = false) throws {
    settings = try TestServer.newDatabase()
    self.customers = customers
    let name = settings.keywords["dbname"]!
    let policies = Policies(
      branches: [.init(id: "nanjing", zh: "南京分行", clearance: 2, organisationPrefix: "021")],
      logins: [
        .init(name: name + "_analyst2", zh: "二级分析员", clearance: 2),
        .init(name: name + "_nanjing2", zh: "南京分行分析员", branch: "nanjing"),
      ], approver: "安全管理部 孙颖")
    var catalog = DataCatalog(assets: [], policies: policies, fingerprint: Fingerprint([7]))
    catalog.definitions = Definitions(labels: LabelBank.labels)
    self.catalog = catalog
    let database = try Database(settings)
    try database.migrate()
    let now = Moment(secondsSince1970: 1_763_600_000)
    let run = try ActiveRun.begin(settings, command: "compute", at: now)
    try run.database.apply(try run.database.plan(catalog), run: run.ticket, at: now)
    try fill(run, seed, isDense, now)
  }

  private func fill(_ run: ActiveRun, _ seed: UInt64, _ isDense: Bool, _ now: Moment) throws {
    let database = run.database
    let numbers = try database.labelNumbers(for: LabelBank.registered)
    var dice = Dice(state: seed)
    let computation = try database.beginComputation(
      of: LabelBank.date, run: run.ticket, catalog: catalog.fingerprint, at: now)
    var parts = ComputedParts(computation)
    for level in 1...3 {
      let bitmaps = try database.stage(.bitmaps(level: level), of: computation)
      let coverage = try database.stage(.coverage(level: level), of: computation)
      for label in LabelBank.registered where label.level == level {
        let number = numbers[label.key]!
        let made = isDense ? dense(&dice) : Self.sparse(customers, &dice)
        bits[label.key] = made
        try copy(bitmaps, run, made, number)
        var rows = coverage.newRows()
        rows.beginRow()
        rows.smallInteger(number)
        for count in [made.population.count, made.yes.count, made.unknown.count] { rows.integer(Int64(count)) }
        rows.null()
        rows.null()
        rows.endRow()
        try coverage.copyRows(run.sessions) { try $0.write(&rows) }
      }
      parts.tables += [bitmaps, coverage]
    }
    // The last one is not computed: it waits for a feed.
    for label in LabelBank.labels where label.id != "WATCH" {
      parts.parts.append(.init("label:\(label.id)", logic: Fingerprint([1]), inputs: "-"))
    }
    parts.stale = [.init("label:WATCH", missing: ["T/arrears"])]
    try database.publish(parts, at: now)
    try database.connection.execute("analyze lab.bitmap_l1, lab.bitmap_l2, lab.bitmap_l3", doing: "look at the bits")
  }

  private func copy(_ staged: StagedTable, _ run: ActiveRun, _ bits: Bits, _ number: Int32) throws {
    var rows = staged.newRows()
    for chunk in 0...(customers - 1) / 65_536 {
      let planes = [bits.yes, bits.unknown, bits.population].map { Self.bytes($0, chunk) }
      // A chunk of nobody is left out.
      guard planes.contains(where: { $0.contains { $0 != 0 } }) else { continue }
      rows.beginRow()
      rows.smallInteger(number)
      rows.smallInteger(Int32(chunk))
      for plane in planes { rows.bits(plane, count: 65_536) }
      rows.null()
      rows.endRow()
    }
    try staged.copyRows(run.sessions) { try $0.write(&rows) }
  }

  private static func bytes(_ customers: Set<Int64>, _ chunk: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 65_536 / 8)
    for customer in customers where Int(customer) / 65_536 == chunk {
      bytes[Int(customer) % 65_536 / 8] |= 0x80 >> UInt8(customer % 8)
    }
    return bytes
  }

  /// Some hundred customers, many of whom several labels are about; some chunks have none.
  private static func sparse(_ customers: Int, _ dice: inout Dice) -> Bits {
    var bits = Bits()
    let edges = [0, 63, 64, 65_535, 65_536, 131_071, customers - 1].filter { $0 < customers }
    let interesting = edges + (0..<200).map { $0 * 331 % 66_000 }.filter { $0 < customers }
    for customer in Set(interesting).sorted() where Int.random(in: 0..<10, using: &dice) > 1 {
      let customer = Int64(customer)
      bits.population.insert(customer)
      switch Int.random(in: 0..<3, using: &dice) {
      case 0: bits.yes.insert(customer)
      case 1: bits.unknown.insert(customer)
      default: break
      }
    }
    return bits
  }

  /// Everybody, a third of them yes and one in twenty unknown.
  private func dense(_ dice: inout Dice) -> Bits {
    var bits = Bits()
    for customer in 0..<Int64(customers) {
      bits.population.insert(customer)
      switch dice.next() % 60 {
      case 0..<20: bits.yes.insert(customer)
      case 20..<23: bits.unknown.insert(customer)
      default: break
      }
    }
    return bits
  }

  func reader(_ level: String?) throws -> AudienceReader {
    let database = try Database(settings)
    return try AudienceReader(database, as: try Reader(level ?? "4", catalog, database), catalog)
  }
}
