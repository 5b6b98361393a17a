package import Catalog

/// What labels may be used for.
package struct Purposes: Sendable {
  /// Of one that is not here: anything.
  private let purposes: [String: [String]]

  package init(_ definitions: Definitions) {
    purposes = Dictionary(
      definitions.labels.filter { !$0.purpose.isEmpty }.map { ($0.id, $0.purpose) },
      uniquingKeysWith: { first, _ in first })
  }

  /// A list of customers is handed out for what all of its labels may be used for, and for nothing else.
  ///
  /// - Throws: `ReadingError.forbidden`, with what the first label that forbids it may be used for.
  package func allow(_ audience: Audience, for purpose: String?) throws(ReadingError) {
    for label in audience.labels {
      guard let allowed = purposes[label.label], purpose.map({ !allowed.contains($0) }) ?? true else { continue }
      let list = allowed.joined(separator: ", ")
      guard let purpose else {
        throw ReadingError(
          .forbidden, "--for", "\(label.label) may be used for \(list) alone: say what the list is for",
          hint: "--for \(allowed[0])")
      }
      throw ReadingError(
        .forbidden, "--for", "\(label.label) may be used for \(list), not for \(purpose.prefix(20))",
        hint: "leave \(label.label) out, or ask who answers for it: granary explain label \(label.label)")
    }
  }
}
