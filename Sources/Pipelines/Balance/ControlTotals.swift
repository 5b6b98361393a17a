import Cleansing
import Warehouse

extension Feed {
  /// What its equation is closed over, in the warehouse's words.
  var controlTotal: ControlTotal? {
    mapping.balance.map { balance in
      switch balance.currency {
      case .item(let item): ControlTotal(item: balance.item, currency: .item(item))
      case .constant(let code): ControlTotal(item: balance.item, currency: .constant(code))
      }
    }
  }
}

extension Project {
  /// By feed.
  var controlTotalsOfFeeds: [String: ControlTotal] {
    Dictionary(uniqueKeysWithValues: feeds.compactMap { feed in feed.controlTotal.map { (feed.id, $0) } })
  }

  /// By asset, where all its feeds close over the same.
  var controlTotals: [String: ControlTotal] {
    Dictionary(grouping: feeds, by: \.asset).compactMapValues { feeds in
      let totals = Set(feeds.map(\.controlTotal))
      return totals.count == 1 ? totals.first ?? nil : nil
    }
  }
}
