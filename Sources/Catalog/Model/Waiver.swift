package import Tabular

/// A signed exception (豁免): one item may be graded below its floor or standard, until a day.
package struct Waiver: Hashable, Sendable {
  /// The number it was signed under, such as `2025-017`.
  package var id: String
  package var asset: String
  package var item: String
  /// The lowest level it allows.
  package var level: Int
  package var reason: String
  package var approver: String
  /// Its last day.
  package var until: BusinessDate
  package var location: SourceLocation

  package init(
    id: String, asset: String, item: String, level: Int, reason: String, approver: String, until: BusinessDate,
    location: SourceLocation = SourceLocation(file: "")
  ) {
    self.id = id
    self.asset = asset
    self.item = item
    self.level = level
    self.reason = reason
    self.approver = approver
    self.until = until
    self.location = location
  }
}
