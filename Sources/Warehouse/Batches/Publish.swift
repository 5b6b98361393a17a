import Postgres
package import Tabular

extension Database {
  /// Makes a batch what readers see, in one transaction: its rows go to their place, the live mark moves, versions are
  /// folded again from its date on, customers are told apart, and the ledger says so. Readers are never blocked, and
  /// what was published before stays readable as of its time.
  ///
  /// - Parameter control: what its equation is closed over.
  /// - Throws: `WarehouseError.fenced` where another run has taken over, `.refused` where the content cannot be published,
  ///   or a layer does not hold all of it.
  package func publish(_ batch: Batch, _ sheet: Sheet, control: ControlTotal? = nil, at now: Moment) throws {
    let delivery = batch.delivery
    let doing = "publish \(delivery.feed) \(delivery.businessDate)"
    try connection.transaction(doing: doing) {
      try checkEpoch(batch.run)
      let replaced = try liveBatch(of: delivery, doing)
      if replaced == nil || batch.replays != replaced { try checkIsNewer(delivery, than: replaced, doing) }
      try bringIn(batch, doing)
      try connection.query(
        """
        insert into meta.live (asset, feed, biz_date, batch) values ($1, $2, $3, $4)
        on conflict (feed, biz_date) do update set batch = excluded.batch, asset = excluded.asset
        """,
        [batch.definition.id, delivery.feed, delivery.businessDate.description, String(batch.number)], doing: doing)
      if let replaced {
        try connection.query(
          "update meta.batch set status = 'superseded', superseded_at = to_timestamp($2::bigint) where batch = $1",
          [String(replaced), now.parameter], doing: doing)
      }
      if batch.definition.isVersions {
        try fold(batch, replaced: replaced, doing)
      }
      try prove(batch, sheet, control, doing)
      try derive(batch, doing)
      if !batch.definition.isPartitioned { try connection.execute("drop table \(batch.table)", doing: doing) }
      try close(batch, as: .published, sheet, message: nil, at: now, doing)
    }
  }

  /// Holds a batch back: its rows go, its rejects and its line in the ledger stay. What readers see does not change.
  package func refuse(_ batch: Batch, _ sheet: Sheet, because message: String, at now: Moment) throws {
    let doing = "refuse \(batch.delivery.feed) \(batch.delivery.businessDate)"
    try connection.transaction(doing: doing) {
      try connection.execute("drop table if exists \(batch.table)", doing: doing)
      try close(batch, as: .refused, sheet, message: message, at: now, doing)
    }
  }

  private func liveBatch(of delivery: Delivery, _ doing: String) throws -> Int64? {
    try connection.query(
      "select batch from meta.live where feed = $1 and biz_date = $2",
      [delivery.feed, delivery.businessDate.description], doing: doing
    ).first.flatMap { Int64($0) }
  }

  /// What is published for a date is replaced by a higher delivery only, never by an older file that came late; or by
  /// itself, read once more.
  private func checkIsNewer(_ delivery: Delivery, than replaced: Int64?, _ doing: String) throws {
    guard let replaced else { return }
    let live =
      try connection.query(
        "select delivery from meta.batch where batch = $1", [String(replaced)], doing: doing
      ).integer ?? 0
    guard delivery.number <= live else { return }
    throw WarehouseError(
      .refused, delivery.feed,
      "\(delivery.businessDate) is published with delivery \(live), this is \(delivery.number)",
      hint: "a correction needs a higher number")
  }

  /// A table of many events becomes the partition of its batch as it stands; other rows are few and are moved.
  private func bringIn(_ batch: Batch, _ doing: String) throws {
    let asset = batch.definition
    if asset.isPartitioned {
      let name = BatchSQL.partition(asset, batch: batch.number)
      try connection.execute("alter table \(batch.table) set schema ods", doing: doing)
      let strategy = try connection.query(
        "select partstrat from pg_partitioned_table where partrelid = to_regclass($1)", [asset.ods.description],
        doing: doing
      ).first
      let bound = BatchSQL.bound(batch.number, batch.delivery.businessDate, isByDate: strategy == "r")
      try connection.execute("alter table \(asset.ods) attach partition \(name) for values \(bound)", doing: doing)
    } else {
      let columns = TableSQL.names(asset.odsColumns.map(\.name))
      try connection.execute(
        "insert into \(asset.ods) (\(columns)) select \(columns) from \(batch.table)", doing: doing)
      try analyze(asset.ods, doing)
    }
  }

  /// What is written down with the batch because readers should not work it out each time, and what it must not break.
  private func derive(_ batch: Batch, _ doing: String) throws {
    let tree = TreeSQL(asset: batch.definition)
    if let fill = tree.fill(where: "f.batch = \(batch.number)"), let objection = tree.objection(batch: batch.number) {
      try connection.execute(fill, doing: doing + ", tree")
      if let problem = try connection.query(objection, doing: doing + ", tree").first {
        throw WarehouseError(
          .refused, batch.delivery.feed, "the rows are no tree: \(problem)",
          hint: "ask the sender for a delivery with one root and no circle")
      }
    }
    if let survivors = SurvivorView([batch.definition]) {
      if try connection.query(survivors.hasCircle, doing: doing + ", merges").first == "t" {
        throw WarehouseError(
          .refused, batch.delivery.feed, "customers are merged in a circle",
          hint: "ask the sender which of them stays")
      }
    }
  }
}
