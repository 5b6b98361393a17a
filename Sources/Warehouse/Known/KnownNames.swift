import Postgres
import Tabular

/// Who was who: what to ask for parties, for the tokens that lead to them, and for those that have become others.
package struct KnownNames: Sendable {
  /// Rows (customer, served, kind).
  package var parties: String
  /// Rows (token, customer).
  package var identifiers: String
  /// Rows (customer, whom it had become by the date); nil: nobody ever becomes another.
  package var survivors: String?
}

extension Database {
  /// Parties and identifiers say what is so now. Of an earlier date, or as known earlier, it follows from the folds: then a
  /// table of this session has it, for as long as `work` goes on.
  ///
  /// - Parameter customers: only what leads to these is asked; nil: everything.
  package func withNames<Result>(
    of known: Knowledge, about customers: [Int64]? = nil, _ work: (KnownNames) throws -> Result
  ) throws -> Result {
    let doing = "ask who was who on \(known.date)"
    let merges = SurvivorView(known.definitions.values.sorted { $0.id < $1.id })
    let isOn = "valid_from <= date '\(known.date)' and (valid_to is null or valid_to > date '\(known.date)')"
    if known.isNamedAsNow, try merges.map({ try !known.isMoved($0.asset.id) }) ?? true {
      return try work(
        KnownNames(
          parties: "select customer_id, is_customer, kind from dwd.party",
          identifiers: "select key, customer_id from dwd.identifier",
          survivors: merges.map { _ in "select customer_id, survivor_id from dwd.survivor where \(isOn)" }))
    }
    let naming = known.definitions.values.filter { !$0.identifies.isEmpty }
    var folds: [String: String] = [:]
    for asset in naming {
      folds[asset.id] =
        "(select * from \(try known.versions(of: asset.id)) v where v.valid_from <= date '\(known.date)')"
    }
    let sql = IdentifySQL(naming)
    let fold = { (asset: AssetDefinition) in folds[asset.id] ?? "\(asset.dwd)" }
    try connection.execute("drop table if exists pg_temp.known_name", doing: doing)
    try connection.execute(
      """
      create temporary table known_name as
      with named as materialized (
      \(sql.mapping(in: fold, filter: customers.map { sql.tokens(of: $0, in: fold) }))
      )
      select n.key, p.customer_id, n.key = n.party_key as is_own, n.is_customer, p.kind
      from named n join dwd.party p on p.party_key = n.party_key
      """, doing: doing)
    try connection.execute("analyze known_name", doing: doing)
    let survivors = try merges.map { merges in
      let fold = try known.versions(of: merges.asset.id)
      return
        "select customer_id, survivor_id from (\n\(merges.survivors(in: fold, by: "known_name"))\n) s where \(isOn)"
    }
    let result = try work(
      KnownNames(
        parties: "select customer_id, is_customer, kind from known_name where is_own",
        identifiers: "select key, customer_id from known_name", survivors: survivors))
    try connection.execute("drop table known_name", doing: doing)
    return result
  }
}

extension Knowledge {
  /// Whether other rows of it are live by now.
  func isMoved(_ asset: String) throws -> Bool {
    _ = try batches(of: asset)
    return moved.contains(asset)
  }
}
