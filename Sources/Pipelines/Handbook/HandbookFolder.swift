import Foundation
package import Tabular

/// Where a handbook is written to.
package struct HandbookFolder {
  private let path: String

  package init(path: String) { self.path = path }

  /// Writes every page, and removes those of assets that are gone.
  package func write(_ pages: [Handbook.Page]) throws(StorageError) {
    let files = FileManager.default
    let assets = path + "/assets"
    do {
      try files.createDirectory(atPath: assets, withIntermediateDirectories: true)
      let wanted = Set(pages.map(\.path))
      for name in try files.contentsOfDirectory(atPath: assets).sorted() {
        if name.hasSuffix(".html"), !wanted.contains("assets/" + name) {
          try files.removeItem(atPath: assets + "/" + name)
        }
      }
      for page in pages {
        try Data(page.text.utf8).write(to: URL(fileURLWithPath: path + "/" + page.path), options: .atomic)
      }
    } catch { throw StorageError(error, place: path) }
  }
}
