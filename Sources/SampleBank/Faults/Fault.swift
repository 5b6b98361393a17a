/// One faulty delivery: what arrives when, what granary must say and do about it, and what heals it.
///
/// It begins with every date up to `date` published, but for this feed's deliveries of the dates in `awaited`.
package struct Fault: Codable, Sendable, Equatable {
  /// What granary says, in its own words: `place: error: problem`, and the hint on a line of its own.
  package struct Message: Codable, Sendable, Equatable, CustomStringConvertible {
    package var place: String
    package var problem: String
    package var hint: String
    package var description: String { "\(place): error: \(problem)\n    hint: \(hint)" }
  }

  /// A command at a moment of the bank's clock, and what must come of it.
  package struct Step: Codable, Sendable, Equatable {
    /// For `--now`.
    package var now: String
    /// `run --date … --feed …` or `tick`.
    package var command: [String]
    package var exit: Int32
    package var message: Message?
    /// The feed's deliveries of the date afterwards, as the ledger has them, in their order.
    package var ledger: [String]
    /// Rows of the delivery that is live afterwards; nil where none is.
    package var loaded: Int?
  }

  package var name: String
  package var meaning: String
  package var feed: String
  package var date: String
  package var awaited: [String]
  /// With the files below `arrives`. What readers see is afterwards what it was before, in every kind of fault.
  package var fault: Step
  /// With the files below `heals`. Afterwards the warehouse holds what it would hold without the fault.
  package var healing: Step
}

/// A file of a fault or of its healing.
struct FaultFile {
  /// Below the bank's folder: `drop/X1/…` or `api/…`.
  var path: String
  var bytes: [UInt8]
}

/// A fault, and the files that belong to it.
struct FaultCase {
  var fault: Fault
  var arrives: [FaultFile]
  var heals: [FaultFile]
}
