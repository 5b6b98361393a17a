import Catalog

/// Indicators that are read, each after what it reads.
struct Needed {
  private let known: [String: (Indicator, Int)]
  private var seen: Set<String> = []
  private(set) var inOrder: [(Indicator, Int)] = []

  init(_ definitions: Definitions) {
    var known: [String: (Indicator, Int)] = [:]
    for (place, group) in definitions.groups.enumerated() {
      for indicator in group.indicators { known[indicator.id] = (indicator, place) }
    }
    self.known = known
  }

  mutating func add(_ id: String) {
    guard let (indicator, group) = known[id], seen.insert(id).inserted else { return }
    for name in indicator.names { add(name) }
    inOrder.append((indicator, group))
  }
}
