import Catalog

/// The catalog as pages for colleagues: what there is, what it means, who may see it and where it comes from.
///
/// Pages are pure functions of the project, so the same catalog gives the same bytes. They need no server and no
/// JavaScript: send the folder, open `index.html`.
package struct Handbook: Sendable {
  package struct Page: Hashable, Sendable {
    /// Below the handbook's folder, such as `assets/X1-posting.html`.
    package var path: String
    package var text: String
  }

  private let project: Project

  package init(_ project: Project) { self.project = project }

  package var pages: [Page] {
    let catalog = project.catalog
    let uses = WhereUsed(catalog)
    return [
      Page(path: "style.css", text: HandbookStyle.text), IndexPage(project).page, ItemsPage(catalog).page,
      StandardsPage(catalog, uses).page, CodesPage(catalog, uses).page,
    ] + catalog.assets.map { AssetPage($0, of: project, uses).page }
  }
}

extension Advice {
  /// Nil where it is not about codes.
  fileprivate var table: CodeTable? { if case .codes(let lookup) = test { lookup.table } else { nil } }
}

/// Who refers to what: the other direction of what assets and items say.
struct WhereUsed {
  struct Place: Hashable {
    var asset: Asset
    var item: Item
  }

  /// Items by the standard they are bound to, by their code table, and by the asset they refer to.
  private(set) var standards: [String: [Place]] = [:]
  private(set) var codes: [String: [Place]] = [:]
  private(set) var assets: [String: [Place]] = [:]

  init(_ catalog: DataCatalog) {
    for asset in catalog.assets {
      for item in asset.items {
        let place = Place(asset: asset, item: item)
        let choices = item.choice.map { Array($0.standards.values) } ?? []
        for standard in ([item.standard].compactMap(\.self) + choices).map(\.id) {
          standards[standard, default: []].append(place)
        }
        let advised = (item.advice + choices.flatMap(\.advice)).compactMap(\.table)
        for codes in Set([item.codes].compactMap(\.self).map(\.id) + advised.map(\.id)) {
          self.codes[codes, default: []].append(place)
        }
        if let reference = item.references { assets[reference.asset, default: []].append(place) }
      }
    }
  }
}
