import Postgres
import Tabular

/// One customer across lines: which party stands behind which identifier, from an asset's fold.
///
/// An identifier belongs to the party of the newest version that names it; of several of the same date, the one with
/// the greatest key. That is decided by the fold and by natural values, so neither the order of arrival nor the key of
/// the tokens shows in it.
struct IdentifySQL {
  var asset: AssetDefinition

  /// Of the party's own item, its natural value and its token.
  private var party: AssetDefinition.Item? { asset.identifies.flatMap { asset.item($0.party) } }
  private var name: AssetDefinition.Item? { asset.identifies.flatMap { asset.item($0.name) } }

  /// The identifiers an asset carries: token column, scheme as an SQL expression, natural value.
  var identifiers: [(item: AssetDefinition.Item, scheme: String)] {
    guard let identifies = asset.identifies else { return [] }
    return ([identifies.party] + identifies.by).compactMap { id in
      guard let item = asset.item(id), item.scheme != nil else { return nil }
      return (item, scheme(of: item))
    }
  }

  /// Where a code decides which standard applies, it decides the scheme too.
  private func scheme(of item: AssetDefinition.Item) -> String {
    guard let by = item.choiceBy, let schemes = item.choiceSchemes else {
      return "\(Literal(item.scheme ?? ""))::text"
    }
    let cases = schemes.sorted { $0.key < $1.key }.map { "when \(Literal($0.key)) then \(Literal($0.value))" }
    return "case f.\(Identifier.quoted(by))::text \(cases.joined(separator: " ")) end"
  }

  /// Newest first, then by natural key, whatever the collation of the database.
  private var newest: String {
    let keys = asset.key.map { "f.\(Identifier.quoted($0))::text collate \"C\" desc" }
    return (["f.valid_from desc"] + keys).joined(separator: ", ")
  }

  /// Rows (key, scheme, value, party_key, kind, id_no, id_no_masked, name, name_masked, since): one for each
  /// identifier that the fold names.
  /// - Parameters:
  ///   - fold: a table or subquery of the fold.
  ///   - filter: which identifiers, by token; nil: all.
  ///   - item: of this one alone; nil: of every identifier.
  func mapping(
    fold: String, of only: AssetDefinition.Item? = nil, filter: ((AssetDefinition.Item) -> String)? = nil
  ) -> String {
    guard let party, let name else { return "" }
    let token = "f.\(Identifier.quoted(party.tokenColumn))"
    let masked = { (item: AssetDefinition.Item) in
      item.mask == nil ? "null::text" : "f.\(Identifier.quoted(item.maskedColumn))::text"
    }
    return identifiers.filter { only == nil || $0.item == only }.map { item, scheme in
      let column = "f.\(Identifier.quoted(item.tokenColumn))"
      return """
        select distinct on (\(column)) \(column) as key, \(scheme) as scheme, f.\(Identifier.quoted(item.id))::text as value,
          \(token) as party_key, \(self.scheme(of: party)) as kind, f.\(Identifier.quoted(party.id))::text as id_no,
          \(masked(party)) as id_no_masked, f.\(Identifier.quoted(name.id))::text as name, \(masked(name)) as name_masked,
          min(f.valid_from) over (partition by \(column)) as since
        from \(fold) f
        where \(column) is not null and \(token) is not null\(filter.map { " and \(column) in (\($0(item)))" } ?? "")
        order by \(column), \(newest)
        """
    }.map { "(\($0))" }.joined(separator: "\nunion all\n")
  }

  /// Two values with one token, or one token in two schemes: 64 bits met. Such a batch is not published.
  func collisions(batch: Int64) -> String {
    let same = identifiers.map { item, scheme in
      let (token, value) = (Identifier.quoted(item.tokenColumn), Identifier.quoted(item.id))
      return """
        select 1 from \(asset.dwd) o
        join \(asset.ods) f on f.\(token) = o.\(token) and f.\(value) <> o.\(value)
        where f.batch = \(batch)
        union all
        select 1 from dwd.identifier i
        join \(asset.ods) f on f.\(token) = i.key and i.scheme <> \(scheme)
        where f.batch = \(batch)
        """
    }
    return "select exists (\(same.joined(separator: "\nunion all\n")))"
  }

  /// Brings parties and identifiers in line with the fold, for all identifiers of the rows whose fold may have changed.
  ///
  /// A late batch can split an old version in two, so it may change who is the newest to name an identifier that the
  /// batch itself does not name: every identifier in the fold of a touched key counts.
  func statements(batch: Int64, replaced: Int64?) -> [String] {
    let numbers = ([batch] + (replaced.map { [$0] } ?? [])).map { String($0) }.joined(separator: ", ")
    let key = TableSQL.names(asset.key)
    let touched = { (item: AssetDefinition.Item) in
      let token = Identifier.quoted(item.tokenColumn)
      return """
        select \(token) from \(asset.ods) where batch in (\(numbers))
          union select \(token) from \(asset.dwd)
          where (\(key)) in (select \(key) from \(asset.ods) where batch in (\(numbers)))
        """
    }
    let mapping = mapping(fold: "\(asset.dwd)", filter: touched)
    let parties = self.mapping(fold: "\(asset.dwd)", of: party, filter: touched)
    let named = identifiers.map { item, _ in touched(item) }.joined(separator: "\nunion all\n")
    let statements = [
      """
      -- parties: new ones get a number, known ones their newest name
      insert into dwd.party (party_key, kind, id_no, id_no_masked, name, name_masked)
      select m.party_key, m.kind, m.id_no, m.id_no_masked, m.name, m.name_masked
      from (\(parties)) m
      on conflict (party_key) do update set
        id_no_masked = excluded.id_no_masked, name = excluded.name, name_masked = excluded.name_masked
      where (dwd.party.id_no_masked, dwd.party.name, dwd.party.name_masked)
        is distinct from (excluded.id_no_masked, excluded.name, excluded.name_masked)
      """,
      """
      -- identifiers: to the party of the newest version that names them
      insert into dwd.identifier (key, scheme, customer_id, since)
      select m.key, m.scheme, p.customer_id, m.since
      from (\(mapping)) m
      join dwd.party p on p.party_key = m.party_key
      on conflict (key) do update set customer_id = excluded.customer_id, since = excluded.since
      where (dwd.identifier.customer_id, dwd.identifier.since) is distinct from (excluded.customer_id, excluded.since)
      """,
    ]
    // Only a batch that was replaced can have named what nobody names now.
    guard replaced != nil else { return statements }
    return statements + [
      """
      -- identifiers that only the replaced batch named are named no more
      delete from dwd.identifier i
      where i.key in (\(named))
        and not exists (\(identifiers.map { item, _ in
          "select 1 from \(asset.dwd) f where f.\(Identifier.quoted(item.tokenColumn)) = i.key"
        }.joined(separator: " union all ")))
      """
    ]
  }
}
