import Foundation
import Synchronization
package import Tabular
import Yams

/// A YAML file as granary reads it: one document, no anchors, aliases, tags or merge keys, no key twice, every scalar
/// the text that was written, every piece with its place.
package enum YAMLFile {
  /// Reads `root` + `/` + `path`; `path` is how messages name the file. Nil where nothing can be told about its
  /// content; the reason is reported. A problem that leaves the rest readable (a key twice) is reported beside a node.
  package static func read(_ path: String, in root: String, _ findings: Findings) -> LocatedNode? {
    bytes(path, in: root, findings).flatMap { parse($0, file: path, findings) }
  }

  /// What is in a file, and what is wrong with it.
  package struct Reading: Sendable {
    /// Nil where it cannot be read.
    package var bytes: [UInt8]?
    package var root: LocatedNode?
    package var diagnostics: [Diagnostic]
  }

  /// Reads many files, one beside the other on all cores, and answers in their order.
  package static func readAll(_ paths: [String], in root: String) -> [Reading] {
    let readings = Mutex<[Reading?]>(Array(repeating: nil, count: paths.count))
    DispatchQueue.concurrentPerform(iterations: paths.count) { index in
      let findings = Findings()
      let bytes = YAMLFile.bytes(paths[index], in: root, findings)
      let node = bytes.flatMap { parse($0, file: paths[index], findings) }
      readings.withLock { $0[index] = Reading(bytes: bytes, root: node, diagnostics: findings.diagnostics) }
    }
    return readings.withLock { $0.compactMap(\.self) }
  }

  /// The file's bytes, or as many of them as show that it is too large.
  package static func bytes(_ path: String, in root: String, _ findings: Findings) -> [UInt8]? {
    do throws(StorageError) {
      if let bytes = try FileSystem.contents(of: root + "/" + path, atMost: YAMLText.limit + 1) { return bytes }
      findings.error(at: SourceLocation(file: path), "the file is not there")
    } catch {
      findings.error(at: SourceLocation(file: path), "the file cannot be read: \(error.reason)")
    }
    return nil
  }

  /// The same for bytes at hand.
  package static func parse(_ bytes: [UInt8], file: String, _ findings: Findings) -> LocatedNode? {
    guard let text = YAMLText(bytes, file: file, findings) else { return nil }
    var guardian = YAMLGuard(text.scalars, file: file)
    guardian.run()
    findings.add(guardian.diagnostics)
    guard !guardian.isRefused else { return nil }
    do {
      let source = String(String.UnicodeScalarView(guardian.scalars))
      // Without rules the resolver leaves every scalar text: no booleans, octals or dates of YAML 1.1.
      guard let root = try Yams.compose(yaml: source, .basic) else {
        findings.error(at: SourceLocation(file: file), "the file is empty")
        return nil
      }
      return Nodes(file: file, scalars: guardian.scalars).node(root, key: nil)
    } catch {
      findings.add([diagnostic(of: error, file: file)])
      return nil
    }
  }

  private static func diagnostic(of error: any Error, file: String) -> Diagnostic {
    switch error as? YamlError {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let place = SourceLocation(file: file, line: mark.line, column: mark.column)
      let reason = (context.map { $0.text + ", " } ?? "") + problem
      return Diagnostic(at: place, "this is no YAML: \(reason)", hint: "look at the line above, too: a colon or quote?")
    case .duplicatedKeysInMapping(let names, let context):
      let place = SourceLocation(file: file, line: context.mark.line, column: context.mark.column)
      return Diagnostic(at: place, "“\(names.joined(separator: ", "))” is written twice", hint: "keep one")
    default:
      return Diagnostic(at: SourceLocation(file: file), "this is no YAML")
    }
  }
}
