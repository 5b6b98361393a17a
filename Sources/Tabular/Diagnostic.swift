/// One thing a person should know: the place, the problem, and what to do about it.
///
/// A message never carries a value from a feed; it may carry names that stand in the catalog.
package struct Diagnostic: Hashable, Sendable, CustomStringConvertible {
  package enum Severity: String, Hashable, Sendable { case error, warning }

  package var severity: Severity
  package var location: SourceLocation
  package var message: String
  /// Something to type or someone to ask.
  package var hint: String?

  package init(
    _ severity: Severity = .error, at location: SourceLocation, _ message: String, hint: String? = nil
  ) {
    self.severity = severity
    self.location = location
    self.message = message
    self.hint = hint
  }

  /// `file:line:col: error: message`, and the hint on a line of its own.
  package var description: String {
    let head = "\(location): \(severity.rawValue): \(message)"
    guard let hint else { return head }
    return head + "\n    hint: " + hint
  }
}
