import Catalog
import Postgres
import Tabular
import Warehouse

/// The rows of a fact as the warehouse holds them: which columns are read, and the one query that brings them.
struct FactSource: Sendable {
  /// A column as it is stored, and how its bytes are read.
  struct Stored: Hashable, Sendable {
    var name: String
    var type: ValueType
  }

  let plan: FactPlan
  let date: BusinessDate
  /// Of the asset, up to the date.
  let batches: [(date: BusinessDate, number: Int64)]
  /// Where versions are read.
  private let versions: String
  /// Rows of these parties alone, each with its batch and line; nil: everybody's.
  let only: [Int64]?

  init(_ plan: FactPlan, _ known: Knowledge, only: [Int64]? = nil) throws {
    self.plan = plan
    self.only = only
    date = known.date
    batches = try known.batches(of: plan.asset.id)
    versions = try plan.asset.keeps == .versions ? known.versions(of: plan.asset.id) : ""
  }

  var asset: Asset { plan.asset }
  private var fact: Fact { plan.fact }

  /// Where the row names its party; nil: rows of nobody.
  var partyToken: String? {
    asset.party.flatMap { asset.item($0) }.flatMap { $0.identifies != nil || $0.choice != nil ? $0.id + "_key" : nil }
  }

  /// The columns the plan's names are made of, each once.
  var stored: [Stored] {
    var seen: Set<Stored> = []
    return plan.names.flatMap { made(of: $0) }.filter { seen.insert($0).inserted }
  }

  private func made(of name: String) -> [Stored] {
    guard let column = fact.column(name) else { return [Stored(name: name, type: .integer)] }
    switch column.source {
    case .item: return [Stored(name: name, type: column.type)]
    case .money(let amount, let currency, _):
      return [Stored(name: amount, type: type(of: amount)), Stored(name: currency, type: .text)]
    case .lookup(_, _, let by): return [Stored(name: by, type: .text)]
    }
  }

  private func type(of item: String) -> ValueType { fact.column(item)?.type ?? .text }

  /// How the column that dates a row is read; nil: by the business date it was delivered for.
  var time: Stored? { fact.rows == .happened ? fact.time.map { Stored(name: $0, type: type(of: $0)) } : nil }

  /// party, day, until, then what is stored, then what orders rows.
  ///
  /// - Parameter share: of how many readers this is which; each reads other batches.
  func query(part: Int = 0, of parts: Int = 1) -> String? {
    let chosen = batchesToRead.enumerated().filter { $0.offset * parts / max(1, batchesToRead.count) == part }
      .map(\.element)
    let list = chosen.map { String($0.number) }.joined(separator: ", ")
    var columns = [partyToken.map(quoted) ?? "null::bigint"]
    let rows: String
    switch asset.keeps {
    case .versions:
      guard part == 0 else { return nil }
      let first = plan.reach(on: date).first
      let held = first.map { " and (f.valid_to is null or f.valid_to > date '\($0)')" } ?? ""
      let now = " and (f.valid_to is null or f.valid_to > date '\(date)')"
      rows =
        "from \(versions) f\nwhere f.valid_from <= date '\(date)'"
        + (fact.rows == .held ? held : now)
      columns += [time.map { quoted($0.name) } ?? "f.valid_from", "f.valid_to"]
    case .events, .snapshots:
      guard !chosen.isEmpty else { return nil }
      let live =
        "where f.biz_date between date '\(chosen.map(\.date).min()!)' and date '\(chosen.map(\.date).max()!)'\n"
        + "  and f.batch in (\(list))"
      if fact.isLatest, let latest = asset.derives.latest {
        guard part == 0 else { return nil }
        let by = latest.by.map(quotedKey).joined(separator: ", ")
        let order = (latest.order.map(quotedValue) + ["f.biz_date"]).map { $0 + " desc" }.joined(separator: ", ")
        rows = """
          from (
            select f.*, rank() over (partition by \(by) order by \(order)) as "its place"
            from \(Identifier("ods", asset.table)) f
            \(live)
          ) f
          where f."its place" = 1
          """
      } else {
        rows = "from \(Identifier("ods", asset.table)) f\n\(live)"
      }
      columns += [time.map { quoted($0.name) } ?? "f.biz_date", fact.rows == .held ? "f.batch" : "null::bigint"]
    }
    columns += stored.map { quoted($0.name) }
    if plan.needsOrder || only != nil {
      columns += [asset.keeps == .versions ? "f.valid_from" : "f.biz_date", "f.batch", "f.line"]
    }
    return "select \(columns.joined(separator: ", "))\n\(rows)\(only.map(restriction) ?? "")"
  }

  /// Every kind of rows ends in its conditions, so one more goes behind them.
  private func restriction(_ parties: [Int64]) -> String {
    guard let partyToken, !parties.isEmpty else { return "\n  and false" }
    return "\n  and \(quoted(partyToken)) in (\(parties.map { String($0) }.joined(separator: ", ")))"
  }

  /// Of events those that may hold rows of the days that are looked at; of states that are delivered whole the last one
  /// before, and those since.
  var batchesToRead: [(date: BusinessDate, number: Int64)] {
    let first = plan.reach(on: date).first
    switch asset.keeps {
    case .versions: return []
    case .events:
      // What happened is delivered on its day or later, never before it.
      guard let first, fact.time == nil || time?.type == .timestamp, !fact.isLatest else { return batches }
      return batches.filter { $0.date >= first }
    case .snapshots:
      guard fact.rows == .held else { return batches.filter { $0.date == batches.last?.date } }
      guard let first, let opening = batches.last(where: { $0.date <= first })?.date else { return batches }
      return batches.filter { $0.date >= opening }
    }
  }

  /// Until when the state of each batch holds.
  var ends: [Int64: BusinessDate] {
    let dates = Set(batches.map(\.date)).sorted()
    let next = Dictionary(zip(dates, dates.dropFirst()), uniquingKeysWith: { first, _ in first })
    return Dictionary(
      batches.compactMap { batch in next[batch.date].map { (batch.number, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  private func quoted(_ column: String) -> String { "f." + Identifier.quoted(column) }

  /// What orders rows does so by its value: tokens have no order.
  private func quotedValue(_ item: String) -> String {
    let isStored = asset.rowColumns.contains { stored in
      if case .value(let place) = stored.content { asset.items[place].id == item } else { false }
    }
    return isStored ? quoted(item) : quotedKey(item)
  }

  /// What identifies tells rows apart by its token.
  private func quotedKey(_ item: String) -> String {
    quoted(asset.item(item)?.identifies == nil ? item : FactPlan.token(item))
  }
}
