import ArgumentParser
import Foundation
import Pipelines

struct CatalogGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog", abstract: "The catalog for colleagues who do not read YAML.", subcommands: [Docs.self])

  struct Docs: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Writes the catalog as pages: assets, items, standards, code tables, lineage.",
      discussion: """
        granary catalog docs --out site && open site/index.html

        The pages need no server, no database and no JavaScript, and hold no values. The same catalog gives the same
        bytes. Pages of assets that are gone from the catalog are removed; anything else in the folder stays.
        """)

    @OptionGroup var common: CommonOptions

    @Option(help: "The folder for the pages; made where it is missing.")
    var out: String

    func run() throws {
      try ending {
        let project = try common.open()
        let pages = Handbook(project).pages
        try HandbookFolder(path: out).write(pages)
        if common.json {
          print(JSONLine.text(DocsJSON(pages: pages.count, index: out + "/index.html")))
        } else {
          print("\(pages.count) pages in \(out); open \(out)/index.html")
        }
        return .published
      }
    }
  }
}

private struct DocsJSON: Encodable {
  var formatVersion = "1.0"
  var command = "catalog docs"
  var pages: Int
  var index: String
}
