/// Which organisations' sums are not shown, since they are of few customers or would tell such a sum.
///
/// Whoever sees a sum and all of its parts but one knows that one as well. Parts of an organisation's sum are the organisations
/// directly below it and its own rest, which is published nowhere. So of a sum and its parts either nothing is untold, or
/// two are at least, or the rest of enough customers alone: else the part of the next fewest goes along.
/// Sums are looked at from the top down: what is hidden in one takes part in the next.
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

  /// Where nobody has a part, nothing can be told.
  ///
  /// - Parameters:
  ///   - sums: by organisation, those below included.
  ///   - own: by organisation, at none below.
  func hidden(_ sums: [String: Contributors], own: [String: Contributors]) -> Set<String> {
    var hidden = Set(order.filter { sums[$0]?.areFew ?? false })
    for sum in order {
      guard let below = below[sum] else { continue }
      let parts = below.filter { sums[$0]?.customers ?? 0 > 0 }
      let untold = ([sum] + parts).filter(hidden.contains)
      let rest = own[sum] ?? Contributors()
      guard rest.customers == 0 ? untold.count == 1 : untold.isEmpty && rest.areFew else { continue }
      let next = parts.filter { !hidden.contains($0) }.min { size(sums[$0], $0) < size(sums[$1], $1) }
      if let next { hidden.insert(next) }
    }
    return hidden
  }

  private func size(_ sum: Contributors?, _ organisation: String) -> (Int, String) { (sum?.size ?? 0, organisation) }
}
