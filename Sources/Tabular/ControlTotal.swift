/// The item whose sum the nightly equation of a feed is closed over, and where its currency stands.
package struct ControlTotal: Hashable, Sendable {
  package enum Currency: Hashable, Sendable {
    case constant(String)
    case item(String)
  }

  package var item: String
  package var currency: Currency

  package init(item: String, currency: Currency) {
    self.item = item
    self.currency = currency
  }
}
