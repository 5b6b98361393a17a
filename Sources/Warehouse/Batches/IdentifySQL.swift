import Postgres
import Tabular

/// One customer across lines (one-ID): which party stands behind which identifier, from the folds that say who is who.
///
/// An identifier belongs to the party it was last said to belong to (`Statements`). A customer's own record goes before
/// that of a register, which knows parties who are no customers; of several of the same date, the one with the greatest
/// key counts. That is decided by the folds and by natural values, so neither the order of arrival nor the key of the
/// tokens shows.
struct IdentifySQL {
  /// Where parties are named: an asset may name several.
  struct Source {
    var asset: AssetDefinition
    var identifies: AssetDefinition.Identifies
  }

  /// Those of customers first, then by id.
  var sources: [Source]

  init(_ assets: [AssetDefinition]) {
    let all = assets.sorted { $0.id < $1.id }.flatMap { asset in
      asset.identifies.map { Source(asset: asset, identifies: $0) }
    }
    sources = all.filter(\.identifies.isCustomer) + all.filter { !$0.identifies.isCustomer }
  }

  /// Rows (key, scheme, value, party_key, kind, id_no, id_no_masked, name, name_masked, since, is_customer): one for each
  /// identifier that the folds name.
  /// - Parameters:
  ///   - fold: the versions of an asset.
  ///   - filter: a subquery of the tokens asked for; nil: all.
  func mapping(in fold: (AssetDefinition) -> String = { "\($0.dwd)" }, filter: String? = nil) -> String {
    let rows = sources.enumerated().flatMap { rank, source in
      source.identifiers.map { source.rows(of: $0, rank: rank, in: fold(source.asset), filter: filter) }
    }
    return """
      select distinct on (m.key) m.key, m.scheme, m.value, m.party_key, m.kind, m.id_no, m.id_no_masked,
        m.name, m.name_masked, min(m.valid_from) over (partition by m.key) as since,
        bool_or(m.is_customer) over (partition by m.key) as is_customer
      from (
      \(rows.isEmpty ? Self.nobody : rows.joined(separator: "\nunion all\n"))
      ) m
      order by m.key, m.is_customer desc, m.valid_from desc, m.source, m.place collate "C" desc
      """
  }

  /// A subquery of the tokens that ever led to some customers.
  func tokens(of customers: [Int64], in fold: (AssetDefinition) -> String) -> String {
    let numbers = customers.map { String($0) }.joined(separator: ", ")
    let parties = "select party_key from dwd.party where customer_id in (\(numbers))"
    let rows = sources.flatMap { source in
      source.identifiers.compactMap { item in
        source.party.map { party in
          """
          select f.\(Identifier.quoted(item.tokenColumn)) from \(fold(source.asset)) f
          where f.\(Identifier.quoted(party.tokenColumn)) in (\(parties))
          """
        }
      }
    }
    return rows.isEmpty ? "select null::bigint" : rows.joined(separator: "\nunion\n")
  }

  /// What is mapped where no asset names parties.
  private static let nobody = """
    select null::bigint as key, null::text as scheme, null::text as value, null::bigint as party_key, null::text as kind,
      null::text as id_no, null::text as id_no_masked, null::text as name, null::text as name_masked,
      null::date as valid_from, false as is_customer, 0 as source, null::text as place
    where false
    """

  /// A table of the transaction: rows of a batch that can be the first to say something of a party.
  static func makeSaid(_ rows: String) -> [String] {
    ["create temporary table said as\n\(rows)", "analyze said"]
  }

  /// Two values with one token, or one token in two schemes: 64 bits met. Such a batch is not published.
  static func collisions(of asset: AssetDefinition) -> String {
    let named = asset.identifies.map { Source(asset: asset, identifies: $0) }
    let same = named.flatMap { source in
      source.identifiers.map { item in
        let (token, value) = (Identifier.quoted(item.tokenColumn), Identifier.quoted(item.id))
        return """
          select 1 from \(asset.dwd) o join said f on f.\(token) = o.\(token) and f.\(value) <> o.\(value)
          where o.says_anew
          union all
          select 1 from dwd.identifier i join said f on f.\(token) = i.key and i.scheme <> \(source.scheme(of: item))
          """
      }
    }
    let parties = named.compactMap { source in
      source.party.map { party in
        """
        select 1 from dwd.party p
        join said f on f.\(Identifier.quoted(party.tokenColumn)) = p.party_key and f.\(Identifier.quoted(party.id)) <> p.id_no
        """
      }
    }
    return "select exists (\((same + parties).joined(separator: "\nunion all\n")))"
  }

  /// A table of the transaction: identifiers of which something else may be said now.
  static let makeTouched = "create temporary table touched (key bigint not null)"

  /// Notes the identifiers in what a fold says from a date on: before it is folded again, for what it may say no more,
  /// and after, for what it says anew.
  static func touch(_ asset: AssetDefinition, from date: BusinessDate, batches: [Int64]) -> String {
    let key = TableSQL.names(asset.key, of: "f")
    let numbers = batches.map { String($0) }.joined(separator: ", ")
    let tokens = asset.identifyingColumns.map { "f.\(Identifier.quoted($0))" }.map { column in
      """
      select \(column) as key from \(asset.dwd) f
      where f.says_anew and f.valid_from >= date '\(date)' and \(column) is not null
        and (\(key)) in (select \(TableSQL.names(asset.key)) from \(asset.ods) where batch in (\(numbers)))
      """
    }
    return """
      -- identifiers in what is said from this date on
      insert into touched
      \(tokens.joined(separator: "\nunion\n"))
      """
  }

  /// Notes the identifiers in `said`.
  static func touchSaid(_ asset: AssetDefinition) -> String {
    let tokens = asset.identifyingColumns.map { Identifier.quoted($0) }
    return """
      -- identifiers in what is said anew
      insert into touched
      \(tokens.map { "select \($0) from said where \($0) is not null" }.joined(separator: "\nunion\n"))
      """
  }

  /// Brings them in line with assets that say now what they did not say before, or say no more what they did.
  func statements(rereading assets: [AssetDefinition]) -> [String] {
    let touched = assets.flatMap { asset in
      asset.identifyingColumns.map { column in
        let token = Identifier.quoted(column)
        return "select \(token) as key from \(asset.dwd) where says_anew and \(token) is not null"
      }
    }
    guard !touched.isEmpty else { return [] }
    let touch = """
      -- identifiers in folds that are read otherwise
      insert into touched
      \(touched.joined(separator: "\nunion\n"))
      """
    return [Self.makeTouched, touch] + statements(canForget: true)
  }

  /// Brings parties and identifiers in line with what the folds say of the identifiers in `touched`, and drops it.
  ///
  /// - Parameter canForget: something was replaced, which may have named what nobody names now.
  func statements(canForget: Bool) -> [String] {
    var statements = [
      "analyze touched",
      """
      -- what the folds say of them now
      create temporary table named as
      \(mapping(filter: "select key from touched"))
      """,
      "analyze named",
      """
      -- parties: new ones get a number, known ones their newest name
      insert into dwd.party (party_key, kind, id_no, id_no_masked, name, name_masked, is_customer)
      select n.party_key, n.kind, n.id_no, n.id_no_masked, n.name, n.name_masked, n.is_customer
      from named n
      where n.key = n.party_key
      on conflict (party_key) do update set
        id_no_masked = excluded.id_no_masked, name = excluded.name, name_masked = excluded.name_masked,
        is_customer = excluded.is_customer
      where (dwd.party.id_no_masked, dwd.party.name, dwd.party.name_masked, dwd.party.is_customer)
        is distinct from (excluded.id_no_masked, excluded.name, excluded.name_masked, excluded.is_customer)
      """,
      """
      -- identifiers: to the party of the newest version that names them
      insert into dwd.identifier (key, scheme, customer_id, since)
      select n.key, n.scheme, p.customer_id, n.since
      from named n
      join dwd.party p on p.party_key = n.party_key
      on conflict (key) do update set customer_id = excluded.customer_id, since = excluded.since
      where (dwd.identifier.customer_id, dwd.identifier.since) is distinct from (excluded.customer_id, excluded.since)
      """,
    ]
    // Only what is said no more, by a batch that was replaced, can have named what nobody names now.
    if canForget {
      let forgotten = "select key from touched except select key from named"
      statements += [
        """
        -- identifiers that only the replaced batch named are named no more
        delete from dwd.identifier where key in (\(forgotten))
        """,
        """
        -- and parties that only it named are nobody's customers
        update dwd.party set is_customer = false where is_customer and party_key in (\(forgotten))
        """,
      ]
    }
    return statements + ["drop table named, touched"]
  }
}

extension IdentifySQL.Source {
  /// The party's own item, which holds its natural identifier.
  var party: AssetDefinition.Item? { asset.item(identifies.party) }

  /// The identifiers its rows carry, the party's own first.
  var identifiers: [AssetDefinition.Item] {
    ([identifies.party] + identifies.by).compactMap { asset.item($0) }.filter { $0.scheme != nil }
  }

  /// Where a code decides which standard applies, it decides the scheme too.
  func scheme(of item: AssetDefinition.Item) -> String {
    guard let by = item.choiceBy, let schemes = item.choiceSchemes else {
      return "\(Literal(item.scheme ?? ""))::text"
    }
    let cases = schemes.sorted { $0.key < $1.key }.map { "when \(Literal($0.key)) then \(Literal($0.value))" }
    return "case f.\(Identifier.quoted(by))::text \(cases.joined(separator: " ")) end"
  }

  /// One identifier wherever it is said anew whose it is; the natural key says which of two versions of one day goes first.
  fileprivate func rows(
    of item: AssetDefinition.Item, rank: Int, in fold: String, filter: String?
  ) -> String {
    guard let party, let name = asset.item(identifies.name) else { return "" }
    let column = "f.\(Identifier.quoted(item.tokenColumn))"
    let token = "f.\(Identifier.quoted(party.tokenColumn))"
    let isThere = (column == token ? [column] : [column, token]).map { "\($0) is not null" }
    let place = asset.key.map { "f.\(Identifier.quoted($0))::text" }
    return """
      select \(column) as key, \(scheme(of: item)) as scheme, f.\(Identifier.quoted(item.id))::text as value,
        \(token) as party_key, \(scheme(of: party)) as kind, f.\(Identifier.quoted(party.id))::text as id_no,
        \(masked(party)) as id_no_masked, f.\(Identifier.quoted(name.id))::text as name, \(masked(name)) as name_masked,
        f.valid_from, \(identifies.isCustomer) as is_customer, \(rank) as source,
        \(place.count == 1 ? place[0] : "concat_ws(chr(1), \(place.joined(separator: ", ")))") as place
      from \(fold) f
      where f.says_anew and \(isThere.joined(separator: " and "))\(filter.map { " and \(column) in (\($0))" } ?? "")
      """
  }

  /// What everybody may see of it: the masked form, or the value itself where anybody may see that. Who changes this
  /// changes `namesOtherwise` too.
  private func masked(_ item: AssetDefinition.Item) -> String {
    if item.mask != nil { return "f.\(Identifier.quoted(item.maskedColumn))::text" }
    return item.level == 1 ? "f.\(Identifier.quoted(item.id))::text" : "null::text"
  }
}

extension AssetDefinition {
  /// Whether everybody sees other forms of the names and numbers of its parties than by an older definition.
  func namesOtherwise(than old: AssetDefinition) -> Bool {
    identifies.flatMap { [$0.party, $0.name] }.contains { id in
      guard let item = item(id), let previous = old.item(id) else { return false }
      return !item.isMaskedLike(previous) || (item.level == 1) != (previous.level == 1)
    }
  }
}
