import Catalog
import Postgres
import Tabular

/// The statement that compares the two sides of a reconciliation on one business date.
///
/// Only keys that something was delivered for on that date are compared: of all others neither side has moved since
/// the date on which they were. Batches are named by their numbers: so the server opens the tables of those alone, and
/// knows how much is in them.
struct ReconciliationSQL {
  var reconciliation: Reconciliation
  var assets: [String: AssetDefinition]
  var date: BusinessDate
  var live: LiveBatches

  private var rows: ReconciledRows {
    ReconciledRows(reconciliation: reconciliation, assets: assets, date: date, live: live)
  }
  private var keys: [String] { reconciliation.by.indices.map(ReconciledRows.column) }

  /// Rows (k1 …, left_sum, right_sum, is_break), one for each key that is compared.
  var comparison: String {
    let list = keys.joined(separator: ", ")
    let columns = keys.map { "k.\($0)" }.joined(separator: ", ")
    let nothing = "  select \(columns), null::numeric as left_sum, null::numeric as right_sum from keys k"
    let both = reconciliation.onlyBoth ? "\nhaving count(s.left_sum) > 0 and count(s.right_sum) > 0" : ""
    return """
      with \(rows.arrivals.map { "arrivals as materialized (\n\($0)\n),\n" } ?? "")keys as materialized (
      \(moved)
      ),
      summed as (
      \(([nothing] + sources.map(summed)).joined(separator: "\n  union all\n"))
      )
      select c.*, abs(c.left_sum - c.right_sum) > \(tolerance) as is_break
      from (
        select \(list), coalesce(sum(s.left_sum), 0) as left_sum, coalesce(sum(s.right_sum), 0) as right_sum
        from summed s
        group by \(list)\(both)
      ) c
      """
  }

  /// Rows (n, k1 …, left_sum, right_sum) of the differences in `compared`.
  var broken: String {
    """
    select row_number() over () as n, \(keys.map { "c.\($0)" }.joined(separator: ", ")), c.left_sum, c.right_sum
    from compared c where c.is_break
    """
  }

  /// Rows (key, left_sum, right_sum, evidence) of the differences in `broken`; evidence names, as JSON, the rows that
  /// were summed up: where they were delivered, whatever batch they stand in.
  var differences: String {
    let pairs = zip(reconciliation.by, keys).map { "\(Literal($0)), k.\($1)" }.joined(separator: ", ")
    let terms = reconciliation.terms.enumerated().map { index, term in
      """
        select k.n, \(index + 1) as term, \(Literal(term.asset)) as asset, b.business_date,
          regexp_replace(b.file_name, '^.*/', '') as file, f.line,
          row_number() over (partition by k.n order by b.business_date, f.line) as place
        from broken k
        join \(rows.of(term, among: "broken")) f on \(match(term))
        join meta.batch b on b.batch = f.batch
      """
    }
    return """
      with summed as (
      \(terms.joined(separator: "\nunion all\n"))
      )
      select jsonb_build_object(\(pairs)) as key, k.left_sum, k.right_sum,
        coalesce(
          jsonb_agg(jsonb_build_object('asset', s.asset, 'file', s.file, 'line', s.line)
            order by s.term, s.business_date, s.line) filter (where s.place <= 20), '[]'::jsonb) as evidence
      from broken k
      left join summed s using (n)
      group by k.n, \(keys.map { "k.\($0)" }.joined(separator: ", ")), k.left_sum, k.right_sum
      """
  }

  /// The most sensitive thing a break shows.
  var level: Int {
    reconciliation.terms.flatMap { term in
      (term.items.compactMap(\.self) + [term.item]).compactMap { assets[term.asset]?.item($0)?.level }
    }.max() ?? 4
  }

  private var tolerance: String {
    switch reconciliation.tolerance {
    case .amount(let amount): amount.description
    case .percent(let percent): "round(abs(c.right_sum) * \(percent) / 100, 2)"
    }
  }

  // MARK: Keys

  /// The keys something was delivered for.
  private var moved: String {
    let whole = reconciliation.terms.filter { $0.within == nil }
    let parts = reconciliation.terms.filter { $0.within != nil }
    var queries = whole.map { term in
      let names = zip(term.items, keys).map { "f.\(quoted($0)) as \($1)" }.joined(separator: ", ")
      guard !parts.isEmpty, let asset = assets[term.asset] else {
        return "select \(names) from \(rows.arrived(term)) f"
      }
      // A period whose parts were delivered is compared again, whenever it was declared itself.
      let touched = parts.map { part in
        let match = match(part, row: "p", key: { position in "f.\(quoted(term.items[position]))" })
        return "select \(names) from \(rows.of(term, among: "arrivals")) f join \(rows.arrived(part)) p on \(match)"
      }
      let today = ReconciledRows.numbers(live.of(asset.id, on: date))
      let own = "select \(names) from \(rows.of(term, among: "arrivals")) f where f.batch in (\(today))"
      return ([own] + touched).joined(separator: "\n  union\n  ")
    }
    var seen: Set<String> = []
    queries = queries.filter { seen.insert($0).inserted }
    return queries.map { "  " + $0 }.joined(separator: "\n  union\n")
  }

  // MARK: Terms

  /// Terms that read the same rows, which are then read once.
  private struct Source {
    var rows: Reconciliation.Term
    var left: [Reconciliation.Term] = []
    var right: [Reconciliation.Term] = []

    func reads(like term: Reconciliation.Term) -> Bool {
      rows.asset == term.asset && rows.moment == term.moment && rows.codes == term.codes && rows.items == term.items
        && rows.within == term.within
    }
  }

  private var sources: [Source] {
    var sources: [Source] = []
    for (side, terms) in [(\Source.left, reconciliation.left), (\Source.right, reconciliation.right)] {
      for term in terms {
        let place = sources.firstIndex { $0.reads(like: term) } ?? sources.endIndex
        if place == sources.endIndex { sources.append(Source(rows: term)) }
        sources[place][keyPath: side].append(term)
      }
    }
    return sources
  }

  /// Rows (k1 …, left_sum, right_sum): what each row adds to either side.
  private func summed(_ source: Source) -> String {
    [
      "select \(keys.map { "k.\($0)" }.joined(separator: ", ")), \(amount(source.left)), \(amount(source.right))",
      "from keys k", "join \(rows.of(source.rows, among: "arrivals")) f", "  on \(match(source.rows))",
    ].map { "  " + $0 }.joined(separator: "\n")
  }

  private func amount(_ terms: [Reconciliation.Term]) -> String {
    let amounts = terms.enumerated().map { place, term in
      let amount = "f.\(quoted(term.item))"
      let sign = term.isSubtracted ? "- " : place == 0 ? "" : "+ "
      return sign + (terms.count == 1 ? amount : "coalesce(\(amount), 0)")
    }
    return amounts.isEmpty ? "null" : amounts.joined(separator: " ")
  }

  private func match(
    _ term: Reconciliation.Term, row: String = "f", key: ((Int) -> String)? = nil
  ) -> String {
    let key = key ?? { "k.\(keys[$0])" }
    var terms = term.items.enumerated().compactMap { position, item in
      item.map { "\(row).\(quoted($0)) = \(key(position))" }
    }
    if let within = term.within, let item = assets[term.asset]?.item(within.item),
      let from = reconciliation.by.firstIndex(of: within.from), let to = reconciliation.by.firstIndex(of: within.to)
    {
      let end = { (position: Int) in item.type == "date" ? key(position) : "to_char(\(key(position)), 'YYYY-MM')" }
      terms.append("\(row).\(quoted(item.id)) between \(end(from)) and \(end(to))")
    }
    return terms.joined(separator: " and ")
  }

  private func quoted(_ id: String?) -> String { Identifier.quoted(id ?? "") }
}
