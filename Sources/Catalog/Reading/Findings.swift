package import Tabular

/// What a reader found wrong, collected: a steward sees every problem at once, not one per run.
package final class Findings {
  package private(set) var diagnostics: [Diagnostic] = []

  package init() {}

  package func error(at location: SourceLocation, _ message: String, hint: String? = nil) {
    diagnostics.append(Diagnostic(.error, at: location, message, hint: hint))
  }

  package func warning(at location: SourceLocation, _ message: String, hint: String? = nil) {
    diagnostics.append(Diagnostic(.warning, at: location, message, hint: hint))
  }

  package func add(_ more: some Sequence<Diagnostic>) { diagnostics.append(contentsOf: more) }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// By place, each once.
  package var sorted: [Diagnostic] {
    var seen: Set<Diagnostic> = []
    return diagnostics.filter { seen.insert($0).inserted }
      .sorted { ($0.location, $0.message) < ($1.location, $1.message) }
  }
}
