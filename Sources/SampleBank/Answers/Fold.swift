/// What readers have as the current state of a delta feed: the last loaded version of each key.
struct Fold: Sendable {
  private var versions: [(cents: Int64, currency: Currency)?] = []
  private(set) var open = Share()

  func isOpen(_ key: Int) -> Bool { key < versions.count && versions[key] != nil }

  mutating func set(_ key: Int, _ cents: Int64, _ currency: Currency) {
    remove(key)
    while versions.count <= key { versions.append(nil) }
    versions[key] = (cents, currency)
    open.add(cents, currency)
  }

  mutating func remove(_ key: Int) {
    guard isOpen(key), let version = versions[key] else { return }
    open.rows -= 1
    open.money[version.currency] -= version.cents
    versions[key] = nil
  }
}
