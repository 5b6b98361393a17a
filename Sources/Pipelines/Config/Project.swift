package import Catalog
import Foundation
package import Tabular

/// A bank's project: the folder that holds `Catalog/`, `Pipelines/` and, beside them, what granary keeps in `.granary/`.
package struct Project: Sendable {
  /// Absolute.
  package var folder: String
  package var catalog: DataCatalog
  package var night: Night
  /// In loading order: a feed whose rows refer to another's asset comes after it.
  package var feeds: [Feed]
  /// Files read, for the summary of a check.
  package var files: Int

  package func feed(_ id: String) -> Feed? { feeds.first { $0.id == id } }

  /// A path of the project: absolute ones stay as they are.
  package func path(_ relative: String) -> String { relative.hasPrefix("/") ? relative : folder + "/" + relative }

  /// granary's own folder, made where it is missing.
  package var stateFolder: String { path(".granary") }

  /// Reads the whole project, without a database. Nil project: there are errors among the diagnostics.
  ///
  /// What a night loads does not depend on when it runs, so nothing here asks what day it is.
  package static func read(at folder: String) -> (project: Project?, diagnostics: [Diagnostic]) {
    read(at: folder) { _ in nil }
  }

  /// The same, asking also which waivers and exceptions have ended.
  ///
  /// - Parameter today: the day in the night's zone.
  package static func read(
    at folder: String, today: (Zone) throws -> BusinessDate?
  ) rethrows -> (project: Project?, diagnostics: [Diagnostic]) {
    let folder = URL(fileURLWithPath: folder).standardizedFileURL.path
    let findings = Findings()
    let night = readNight(folder, findings)
    let reading = CatalogReader.read(project: folder, today: try night.flatMap { try today($0.zone) })
    findings.add(reading.diagnostics)
    guard let catalog = reading.catalog, let night else { return (nil, findings.sorted) }
    let reader = FeedReader(catalog: catalog, night: night, findings: findings)
    let files = yamlFiles(in: folder, below: "Pipelines", findings).filter { $0 != "Pipelines/night.yaml" }
    var feeds: [Feed] = []
    for reading in YAMLFile.readAll(files, in: folder) {
      findings.add(reading.diagnostics)
      if let root = reading.root, let feed = reader.feed(from: root) { feeds.append(feed) }
    }
    var seen: [String: SourceLocation] = [:]
    for feed in feeds {
      if let first = seen.updateValue(feed.location, forKey: feed.id) {
        findings.error(at: feed.location, "feed \(feed.id) is declared twice", hint: "the first is at \(first)")
      }
    }
    guard !findings.hasErrors else { return (nil, findings.sorted) }
    let project = Project(
      folder: folder, catalog: catalog, night: night, feeds: loadingOrder(feeds, catalog), files: files.count + 1)
    return (project, findings.sorted)
  }

  /// Feeds whose assets others refer to come first; otherwise the order of the ids.
  static func loadingOrder(_ feeds: [Feed], _ catalog: DataCatalog) -> [Feed] {
    var order: [Feed] = []
    var placed: Set<String> = []
    func place(_ feed: Feed) {
      guard placed.insert(feed.id).inserted else { return }
      for item in catalog.asset(feed.asset)?.items ?? [] {
        guard let asset = item.references?.asset, asset != feed.asset else { continue }
        for other in feeds where other.asset == asset { place(other) }
      }
      order.append(feed)
    }
    for feed in feeds.sorted(by: { $0.id < $1.id }) { place(feed) }
    return order
  }

  static func yamlFiles(in folder: String, below: String, _ findings: Findings) -> [String] {
    do throws(StorageError) {
      let all = try FileSystem.tree(below: folder + "/" + below)
      return all.map(\.path).filter { $0.hasSuffix(".yaml") }.map { below + "/" + $0 }.sorted()
    } catch {
      findings.error(at: SourceLocation(file: below), "the folder cannot be read: \(error.reason)")
      return []
    }
  }
}
