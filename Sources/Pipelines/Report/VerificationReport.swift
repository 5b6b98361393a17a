import Semantics
package import Tabular

/// What came of working dates out again, in words and as JSON.
package struct VerificationReport: Encodable, Sendable {
  struct Difference: Encodable, Sendable {
    var part: String
    var computation: Int64
    var rows: Int
    var definedAt: String?
  }

  var formatVersion = "1.0"
  var command = "semantics verify"
  var date: String
  var equal: Int
  var different: [Difference]
  var changed: [String]
  var dropped: [String]
  /// Parts of which it cannot be told what was known, and why.
  var untold: [String: String]
  private var diagnostics: [Diagnostic] = []

  private enum CodingKeys: CodingKey { case formatVersion, command, date, equal, different, changed, dropped, untold }

  package init(_ found: Verification) {
    date = found.date.description
    equal = found.equal.count
    different = found.different.map {
      Difference(
        part: $0.part, computation: $0.computation, rows: $0.rows, definedAt: $0.location?.description)
    }
    changed = found.changed
    dropped = found.dropped
    untold = found.untold
    diagnostics = found.different.map { difference in
      Diagnostic(
        at: difference.location ?? SourceLocation(file: difference.part),
        "\(difference.part) of \(found.date) is not what computation \(difference.computation) has published: "
          + "\(difference.rows.grouped) \(difference.rows == 1 ? "row differs" : "rows differ")",
        hint: "granary semantics rebuild --from \(found.date) --to \(found.date) --all --because … --approved-by …")
    }
  }

  /// One line, and one for each kind of part that was not compared.
  package var lines: [String] {
    let others = different.isEmpty ? "" : ", \(different.count.grouped) different"
    var lines = ["\(date)  \(equal.grouped) parts equal\(others)"]
    if !changed.isEmpty { lines.append("    logic has changed since: \(changed.joined(separator: ", "))") }
    if !dropped.isEmpty { lines.append("    rows have outlived their period: \(dropped.joined(separator: ", "))") }
    return lines
  }

  /// What is wrong, each with its place.
  package var problems: [String] {
    let untold = Dictionary(grouping: untold, by: \.value).mapValues { $0.map(\.key).sorted() }
    return diagnostics.map(\.description)
      + untold.sorted { $0.key < $1.key }.map { why, parts in
        "\(why)\n    not verified of \(date): \(parts.joined(separator: ", "))"
      }
  }

  package var exit: ExitCode { !different.isEmpty ? .gateFailed : !untold.isEmpty ? .partial : .published }
}
