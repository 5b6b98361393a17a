import Catalog
import Cleansing
import Feeds
import Tabular

/// Which delivered column is which declared one: by name, by what its values meet, by its place.
struct ColumnMatch {
  /// By delivered column: the declared one; nil: it is new.
  private(set) var places: [Int?]
  /// Delivered columns that changed their place among the others.
  private(set) var moved: Set<Int> = []
  private let declared: DeclaredColumns
  private let columns: [ColumnProposal]
  /// By declared and delivered column, how many values load.
  private var trials: [[ValueTrial.Result?]]
  private let date: BusinessDate

  init(_ declared: DeclaredColumns, _ proposal: Proposal, on date: BusinessDate) {
    self.declared = declared
    self.date = date
    columns = proposal.columns
    places = Array(repeating: nil, count: columns.count)
    trials = Array(repeating: Array(repeating: nil, count: columns.count), count: declared.columns.count)
    if proposal.found.hasNames { byName() } else { byPlace() }
    switch proposal.form.shape {
    // Members of an object have no order.
    case .jsonLines, .jsonPages: break
    case .delimited, .fixedWidth: moved = KeptOrder(places).others
    }
  }

  private mutating func trial(_ here: Int, _ there: Int) -> ValueTrial.Result {
    if let known = trials[here][there] { return known }
    let result = declared.columns[here].trial(columns[there].profile, on: date)
    trials[here][there] = result
    return result
  }

  private mutating func byName() {
    for there in columns.indices { places[there] = declared.columns.firstIndex { $0.name == columns[there].name } }
    var open = declared.columns.indices.filter { !places.contains($0) }
    // What is left on both sides may be the same under another name: alike in name or place, and in what it holds.
    for there in columns.indices where places[there] == nil {
      let alike = open.filter { isAlike(declared.columns[$0].name, columns[there].name) || isBetweenTheSame($0, there) }
      let fitting = alike.filter { declared.columns[$0].item == nil || trial($0, there).holds() }
      guard
        let here = fitting.first(where: { isAlike(declared.columns[$0].name, columns[there].name) }) ?? fitting.first
      else { continue }
      places[there] = here
      open.removeAll { $0 == here }
    }
  }

  /// Names that share half their characters.
  private func isAlike(_ one: String, _ other: String) -> Bool {
    let (a, b) = (Set(NameBook.key(one)), Set(NameBook.key(other)))
    return a.intersection(b).count * 2 >= max(a.count, b.count)
  }

  private func isBetweenTheSame(_ here: Int, _ there: Int) -> Bool {
    let before = there == 0 ? here == 0 : places[there - 1] == here - 1
    let after = there + 1 == columns.count ? here + 1 == declared.columns.count : places[there + 1] == here + 1
    return before && after
  }

  /// Without names: the way through both that lets most columns fit, in order.
  private mutating func byPlace() {
    let (n, m) = (declared.columns.count, columns.count)
    var best = Array(repeating: Array(repeating: 0, count: m + 1), count: n + 1)
    for here in stride(from: n - 1, through: 0, by: -1) {
      for there in stride(from: m - 1, through: 0, by: -1) {
        let both = best[here + 1][there + 1] + fit(here, there)
        best[here][there] = max(both, best[here + 1][there], best[here][there + 1])
      }
    }
    // As many columns as declared stand where they are declared, unless another way fits clearly better: one that does not
    // fit has changed rather than gone and come.
    var asDeclared = 0
    for index in 0..<min(n, m) { asDeclared += fit(index, index) }
    if n == m, best[0][0] <= asDeclared + 3 {
      places = Array(0..<n)
      return
    }
    var (here, there) = (0, 0)
    while here < n, there < m {
      let both = best[here + 1][there + 1] + fit(here, there)
      if best[here][there] == both, fit(here, there) >= 0 {
        places[there] = here
        (here, there) = (here + 1, there + 1)
      } else if best[here][there] == best[here + 1][there] {
        here += 1
      } else {
        there += 1
      }
    }
    // One that is left on each side and fits has changed its place.
    for there in columns.indices where places[there] == nil {
      let open = declared.columns.indices.filter { !places.contains($0) && fit($0, there) > 1 }
      if open.count == 1 { places[there] = open[0] }
    }
  }

  /// How well a delivered column is a declared one; below 0: not at all.
  private mutating func fit(_ here: Int, _ there: Int) -> Int {
    guard let item = declared.columns[here].item else { return 1 }
    let result = trial(here, there)
    if result.tried == 0 { return item.empty == nil ? 0 : 1 }
    guard result.holds() else { return -3 }
    return declared.columns[here].isTelling ? 4 : 2
  }

  /// Why a delivered column is taken for a declared one.
  func evidence(_ there: Int) -> String {
    guard let here = places[there], let item = declared.columns[here].item, let result = trials[here][there] else {
      return "its name is like it"
    }
    return "\(share(result.met, of: result.tried)) of its values load as \(item.title)"
  }

  /// What of a column is no longer as it is declared; nil where nothing is.
  func change(_ there: Int) -> String? {
    guard let here = places[there], let item = declared.columns[here].item else { return nil }
    let profile = columns[there].profile
    var match = self
    let result = match.trial(here, there)
    if result.tried > 0, !result.holds() {
      return "declared \(item.standard?.title ?? item.codes?.title ?? item.type.description), "
        + "\(share(result.met, of: result.tried)) of its values load; delivered \(columns[there].kind.words(profile))"
    }
    if item.empty == nil, profile.rows > 0, profile.empty * 10 > profile.rows {
      return "declared always there, empty in \(share(profile.empty, of: profile.rows))"
    }
    return nil
  }
}
