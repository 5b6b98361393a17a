import Cleansing
import Tabular

extension Project {
  /// What equations are closed over, by feed.
  var controlTotalsOfFeeds: [String: ControlTotal] {
    Dictionary(uniqueKeysWithValues: feeds.compactMap { feed in feed.mapping.balance.map { (feed.id, $0) } })
  }

  /// By asset, where all its feeds close over the same.
  var controlTotals: [String: ControlTotal] {
    Dictionary(grouping: feeds, by: \.asset).compactMapValues { feeds in
      let totals = Set(feeds.map(\.mapping.balance))
      return totals.count == 1 ? totals.first ?? nil : nil
    }
  }
}
