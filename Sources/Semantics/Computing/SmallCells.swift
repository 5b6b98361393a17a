/// Which organisations' values of a KPI are not shown, since they are of few customers or would tell such a value.
///
/// Whoever sees a sum and all of its parts but one knows that one as well. So of a sum, that is an organisation and those
/// directly below it, either nothing is hidden or two values are at least: where one alone would be, the part of the
/// next fewest customers goes with it. Sums are looked at from the top down: what is hidden in one takes part in the next.
struct SmallCells {
  /// Fewer customers than these would show single ones.
  static let fewest = 10

  /// From the top down.
  private let order: [String]
  private let below: [String: [String]]

  init(_ tree: OrganisationTree) {
    let depths = tree.organisations.map { (organisation: $0, path: tree.path(from: $0)) }
    order = depths.sorted { ($0.path.count, $0.organisation) < ($1.path.count, $1.organisation) }.map(\.organisation)
    below = Dictionary(grouping: depths.filter { $0.path.count > 1 }, by: { $0.path[1] }).mapValues {
      $0.map(\.organisation)
    }
  }

  /// - Parameter customers: by organisation, those below included. Where nobody is, nothing can be told.
  func hidden(_ customers: [String: Int]) -> Set<String> {
    var hidden = Set(order.filter { 1..<Self.fewest ~= customers[$0] ?? 0 })
    guard !hidden.isEmpty else { return hidden }
    for sum in order {
      let parts = (below[sum] ?? []).filter { customers[$0] ?? 0 > 0 }
      guard ([sum] + parts).count(where: hidden.contains) == 1 else { continue }
      let open = parts.filter { !hidden.contains($0) }
      // Where no other part is left, the rest of the sum is at the organisation itself, and nobody is told that.
      guard let next = open.min(by: { (customers[$0] ?? 0, $0) < (customers[$1] ?? 0, $1) }) else { continue }
      hidden.insert(next)
    }
    return hidden
  }
}
