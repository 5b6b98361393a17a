import Tabular

/// When nights begin and when readers expect them, so that a page can say when there will be more.
package struct NightHours: Sendable {
  /// `02:00`, of the business date itself.
  let from: String
  let done: String

  package init(from: String, done: String) {
    self.from = from
    self.done = done
  }
}
