package import Tabular

/// One line of the ledger: what became of one delivery.
package struct LedgerEntry: Hashable, Sendable {
  package enum Status: String, Hashable, Sendable { case staged, published, refused, superseded, abandoned, duplicate }

  package var batch: Int64
  package var asset: String
  package var delivery: Delivery
  package var status: Status
  /// Without its values by item, which `quality` reads.
  package var sheet: Sheet
  /// The catalog it was cleansed by.
  package var catalog: Fingerprint?
  package var run: String
  package var opened: Moment
  /// When it was published or refused.
  package var closed: Moment?
  package var superseded: Moment?
  /// Why it was refused.
  package var message: String?
}
