import Postgres
import Tabular

/// One step of the schema `meta` and of the fixed part of `dwd`. Steps are numbered, named, and never edited once
/// shipped; what the catalog declares is not here, it comes from `plan` and `apply`.
struct Migration: Sendable {
  var number: Int
  var name: String
  var sql: String

  static let all = [
    v0001Meta, v0002Party, v0003Customer, v0004Reconciliation, v0005Quality, v0006Retention, v0007Versions,
    v0008Computed, v0009Layers,
  ]
}

extension Database {
  /// Whether `meta` is at its newest step; the next run or apply brings it there.
  package func isMigrated() throws -> Bool {
    let known = try connection.query("select to_regclass('meta.migration') is not null", doing: "look for meta").first
    return try known == "t"
      && connection.query("select max(number) from meta.migration", doing: "read migrations").integer
        == Migration.all.last?.number
  }

  /// Brings `meta` to the newest step, each step in a transaction of its own, and makes the token key once.
  package func migrate() throws {
    let known = try connection.query("select to_regclass('meta.migration') is not null", doing: "look for meta").first
    let done =
      known == "t"
      ? try connection.query("select coalesce(max(number), 0) from meta.migration", doing: "read migrations").integer
        ?? 0
      : 0
    if let newest = Migration.all.last?.number, done > newest {
      throw WarehouseError(
        .notApplied, "warehouse", "it was made by a newer granary (step \(done), this one knows \(newest))",
        hint: "use that granary, or a warehouse of this one")
    }
    for step in Migration.all where step.number > done {
      try connection.transaction(doing: "migrate to \(step.name)") {
        // Two first starts at once must not both create.
        try connection.execute(
          "select pg_advisory_xact_lock(\(AdvisoryLock.migration))", doing: "migrate to \(step.name)")
        let again = try connection.query(
          "select to_regclass('meta.migration') is not null", doing: "migrate to \(step.name)"
        ).first
        if again == "t" {
          let there = try connection.query(
            "select 1 from meta.migration where number = $1", [String(step.number)], doing: "migrate to \(step.name)")
          if there.count > 0 { return }
        }
        try connection.execute(step.sql, doing: "migrate to \(step.name)")
        try connection.query(
          "insert into meta.migration (number, name, applied_at) values ($1, $2, now())",
          [String(step.number), step.name], doing: "migrate to \(step.name)")
      }
    }
    try makeTokenKey()
  }

  /// 16 random bytes, made once. Tokens of identifiers are keyed with it, so nobody can try all account numbers.
  private func makeTokenKey() throws {
    var random = SystemRandomNumberGenerator()
    let key = Fingerprint((0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) })
    try connection.query(
      "insert into meta.secret (name, bytes) values ('token_key', decode($1, 'hex')) on conflict (name) do nothing",
      [key.description], doing: "make the token key")
  }

  /// The 128-bit key of the warehouse's tokens: SipHash-2-4 over scheme, 0x1F and value.
  package func tokenKey() throws -> [UInt8] {
    let rows = try connection.query(
      "select encode(bytes, 'hex') from meta.secret where name = 'token_key'", doing: "read the token key")
    guard let hex = rows.first, let key = Fingerprint(hex: hex), key.bytes.count == 16 else {
      throw WarehouseError(.notApplied, "warehouse", "it has no token key", hint: "granary apply")
    }
    return key.bytes
  }
}

/// Keys of the advisory locks, which are local to one database.
enum AdvisoryLock {
  /// `granary` in ASCII: held for the length of a run.
  static let run: Int64 = 0x67_72_61_6E_61_72_79
  static let migration: Int64 = run + 1
}
