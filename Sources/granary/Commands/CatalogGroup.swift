import ArgumentParser
import Catalog
import Foundation
import Pipelines
import Warehouse

struct CatalogGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog", abstract: "The catalog for colleagues who do not read YAML.",
    subcommands: [Docs.self, Token.self])

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

  struct Token: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Tokens of values, for Catalog/exceptions: what may stand in a file where the value may not.",
      discussion: """
        granary catalog token citizen_id < values.txt

        Reads canonical values from stdin, one a line, and prints the token of each under the warehouse's key, as the
        columns `…_key` have it.
        """)

    @OptionGroup var common: CommonOptions
    @OptionGroup var reach: WarehouseOptions

    @Argument(help: "The standard of the values; it must identify something.") var standard: String

    func run() throws {
      try ending {
        let project = try common.open()
        guard let scheme = project.catalog.standards[standard]?.identifies else {
          throw ValidationError("\(standard) is no standard with identifies:, so its values have no tokens")
        }
        let database = try Database(try reach.site(of: project.folder).open(), as: "granary catalog token")
        let tokens = try ValueTokens(of: database)
        while let value = readLine() { print(tokens.token(of: value, scheme: scheme)) }
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
