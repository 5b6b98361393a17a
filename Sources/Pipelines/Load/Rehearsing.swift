import Tabular
import Warehouse

/// What today's catalog would make of a delivery.
struct Rehearsal {
  var balanced: Balanced
  /// In order of line.
  var rejects: [RejectEntry]
  /// Why it could not be published; nil where it could.
  var objection: Diagnostic?
}

extension Loader {
  /// The whole path of a delivery up to *publish*, with nothing written: the same reader, cleanser, keys, equation and
  /// gates as a load has.
  func rehearse(_ arrived: ArchivedDelivery, of feed: Feed) throws -> Rehearsal {
    let declared = try declaration(of: arrived, feed)
    let batch = try database.imagineBatch(delivery(arrived, feed), of: asset(of: feed), run: run.ticket)
    var rejects: [RejectEntry] = []
    let copied = try dryStream(arrived, declared, of: feed, as: batch) { rejects.append($0) }
    // A duplicate is known as one when the last record is read.
    rejects.sort { ($0.line, $0.offset ?? 0) < ($1.line, $1.offset ?? 0) }
    let balanced = balance(declared, copied, of: feed)
    return Rehearsal(
      balanced: balanced, rejects: rejects, objection: try objection(to: balanced, arrived, of: feed))
  }
}
