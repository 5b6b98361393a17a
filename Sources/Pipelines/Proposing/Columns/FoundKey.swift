import Tabular

/// Columns that tell rows apart: one alone, or two together.
struct FoundKey {
  /// Empty where none were found.
  var items: [String] = []
  private(set) var evidence = "no column, and no two of the first six, tell the rows apart"

  init(_ columns: [ColumnProposal], _ pairs: [[Int]: Set<UInt64>]) {
    let isName = { (column: ColumnProposal) in
      switch column.kind {
      case .code, .integer, .text: column.change == nil && column.profile.empty == 0
      case .time, .decimal, .nothing: false
      }
    }
    // A delivery repeats a few rows; dirt is no reason to call nothing a key.
    let isKey = { (count: Int, of: Int) in of > 1 && count * 1000 >= of * 985 }
    let named = columns.prefix(ProfileReading.keyColumns)
    if let one = named.first(where: { isName($0) && isKey($0.profile.distinct.count, $0.profile.rows) }) {
      items = [one.item]
      evidence = "another one in \(share(one.profile.distinct.count, of: one.profile.rows)) of the rows looked at"
      return
    }
    for pair in pairs.keys.sorted(by: { ($0[0], $0[1]) < ($1[0], $1[1]) }) {
      let two = pair.map { columns[$0] }
      let (rows, distinct) = (two[0].profile.rows, pairs[pair]?.count ?? 0)
      guard two.allSatisfy({ $0.change == nil && $0.profile.empty * 100 <= rows }), isName(two[0]),
        isKey(distinct, rows)
      else { continue }
      if case .decimal = two[1].kind { continue }
      items = two.map(\.item)
      evidence = "together others in \(share(distinct, of: rows)) of the rows looked at; neither tells them apart alone"
      return
    }
  }
}
