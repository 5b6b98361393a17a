package import Catalog
import Tabular

/// How a definition looks at the deliveries of an asset, seen from a business date.
package enum Look: Hashable, Sendable {
  /// At those of a window's days; `andSince`: and at all since, for what is delivered later may be of these days.
  case deliveries(Window, andSince: Bool)
  /// At what held on each day of a window, which on the first is what came last before.
  case states(Window)
  /// At what held on the last day of a window.
  case state(Window)

  /// On the business date itself.
  static let now = Look.state(Window(.now))
}

/// How something looks at all assets that it reads.
package struct Looks: Sendable {
  package private(set) var ofAsset: [String: Set<Look>] = [:]

  package var assets: Set<String> { Set(ofAsset.keys) }

  mutating func add(_ look: Look, at asset: String) { ofAsset[asset, default: []].insert(look) }

  mutating func formUnion(_ others: Looks) { ofAsset.merge(others.ofAsset) { $0.union($1) } }

  func union(_ others: Looks) -> Looks {
    var all = self
    all.formUnion(others)
    return all
  }
}

/// The assets behind a fact and each of its columns, and how they are looked at.
struct FactLooks {
  private let fact: Fact
  private let keeps: Asset.Keeps?
  private let rates: String?

  init(_ fact: Fact, _ catalog: DataCatalog) {
    self.fact = fact
    keeps = catalog.asset(fact.asset)?.keeps
    rates = catalog.assets.first { $0.derives.quotes != nil }?.id
  }

  func of(_ aggregate: Aggregate) -> Looks {
    let names = (aggregate.of?.names ?? []) + (aggregate.filter?.names ?? [])
    return of(names, in: aggregate.window, onEachDay: aggregate.kind == .dailyAverage)
  }

  /// - Parameter onEachDay: of rows that hold: not only at those of the window's last day.
  func of(_ names: [String], in window: Window, onEachDay: Bool = false) -> Looks {
    var found = Looks()
    found.add(rows(window, onEachDay), at: fact.asset)
    for name in names + (fact.filter?.names ?? []) {
      switch fact.column(name)?.source {
      case .money(_, _, let rate):
        if let rates { found.add(rate == .flow ? .states(window) : .now, at: rates) }
      case .lookup(let asset, _, _): found.add(.now, at: asset)
      case .item, nil: break
      }
    }
    return found
  }

  private func rows(_ window: Window, _ onEachDay: Bool) -> Look {
    if keeps == .events { return .deliveries(window, andSince: mayComeLater) }
    guard fact.rows == .held else { return .now }
    return onEachDay ? .states(window) : .state(window)
  }

  /// What is dated by a day or a month is delivered when it is told, which may be long after; what is dated by the moment,
  /// or by its delivery, comes with the file of its day.
  private var mayComeLater: Bool {
    guard let time = fact.time, let type = fact.column(time)?.type else { return false }
    return type != .timestamp
  }
}
