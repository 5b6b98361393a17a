import Glibc
package import Tabular

/// What the sample bank cannot do: place, problem, hint.
package struct BankError: Error, CustomStringConvertible {
  package let diagnostic: Diagnostic

  package init(_ place: String, _ problem: String, hint: String? = nil) {
    diagnostic = Diagnostic(at: SourceLocation(file: place), problem, hint: hint)
  }

  package var description: String { diagnostic.description }

  /// The system's own words for what just failed.
  static var systemReason: String { unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "unknown" }
}
