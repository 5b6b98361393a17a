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
    let files = CatalogFolder.files(in: project, findings)
    return read(files, YAMLFile.readAll(files.map(\.path), in: project), today: today, findings)
  }

  /// The same for files at hand: how messages name each (`Catalog/labels/retail.yaml`), and its bytes.
  package static func read(_ files: [(path: String, bytes: [UInt8])]) -> Reading {
    let findings = Findings()
    let known = files.compactMap { one in
      CatalogFolder.file(one.path.split(separator: "/").dropFirst().map(String.init), findings)
        .map { (file: $0, bytes: one.bytes) }
    }
    let readings = known.map { one in
      let findings = Findings()
      let root = YAMLFile.parse(one.bytes, file: one.file.path, findings)
      return YAMLFile.Reading(bytes: one.bytes, root: root, diagnostics: findings.diagnostics)
    }
    return read(known.map(\.file), readings, today: nil, findings)
  }

  private static func read(
    _ files: [CatalogFolder.File], _ readings: [YAMLFile.Reading], today: BusinessDate?, _ findings: Findings
  ) -> Reading {
    var assembly = CatalogAssembly(findings: findings)
    var hash = SHA256()
    for (file, reading) in zip(files, readings) {
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
