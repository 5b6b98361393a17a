import Crypto
package import Tabular

/// The door: reads `Catalog/` below a project's folder, resolves it, and reports everything that is wrong at once.
package enum CatalogReader {
  package struct Reading: Sendable {
    /// Nil where any error was found.
    package var catalog: DataCatalog?
    /// Errors and warnings, sorted by place.
    package var diagnostics: [Diagnostic]
    /// Items looked at, sound or not.
    package var items: Int
  }

  /// Reads files and nothing else: no clock, no database.
  ///
  /// - Parameter today: The day by which waivers must not have ended; nil leaves that open.
  package static func read(project: String, today: BusinessDate? = nil) -> Reading {
    let findings = Findings()
    var assembly = CatalogAssembly(findings: findings)
    var hash = SHA256()
    let files = CatalogFolder.files(in: project, findings)
    for (file, reading) in zip(files, YAMLFile.readAll(files.map(\.path), in: project)) {
      findings.add(reading.diagnostics)
      guard let bytes = reading.bytes else { continue }
      // The length keeps two files from running into one.
      hash.update(data: Array("\(file.path)\n\(bytes.count)\n".utf8))
      hash.update(data: bytes)
      assembly.add(file, reading.root)
    }
    var catalog = assembly.catalog(today: today)
    catalog.fingerprint = Fingerprint(hash.finalize())
    return Reading(
      catalog: findings.hasErrors ? nil : catalog, diagnostics: findings.sorted,
      items: assembly.assets.reduce(0) { $0 + $1.items.count })
  }
}
