import Postgres
package import Tabular

/// From a URL to a reply. It knows nothing of HTTP and nothing of a database: who answers is given.
package struct Desk {
  let warehouse: any Answering
  let mart: Mart
  /// The newest date, where it has just been looked up.
  package var newest: BusinessDate?
  let hours: NightHours?

  package init(_ warehouse: any Answering, _ mart: Mart, hours: NightHours? = nil) {
    self.hours = hours
    self.warehouse = Present(warehouse: warehouse, mart: mart)
    self.mart = mart
  }

  /// What needs no warehouse: the stylesheet, the icon, and URLs that are none.
  package static func reply(withoutAsking target: String) -> Reply? {
    switch target {
    case StaticFile.stylesheet.path: return Reply(status: 200, type: "text/css; charset=utf-8", body: Stylesheet.text)
    case StaticFile.icon.path: return Reply(status: 200, type: "image/svg+xml", body: Stylesheet.icon)
    default: break
    }
    do {
      _ = try Address(target: target)
      return nil
    } catch {
      return Reply(
        status: error.status, body: ProblemPage(error, Words(Address.language(of: target))).document)
    }
  }

  package func reply(to target: String) throws -> Reply {
    if let reply = Desk.reply(withoutAsking: target) { return reply }
    let address = try Address(target: target)
    let words = Words(address.language)
    do {
      if address.format == .csv { return try file(address) }
      return Reply(status: 200, body: Frame(page: try page(address)).document)
    } catch PageProblem.absent(let word) {
      return Reply(status: 404, body: ProblemPage(.notFound, words(word), words).document)
    } catch PageProblem.level(let level, let owner) {
      return Reply(
        status: 403,
        body: ProblemPage(.notHere, words(.noAccess, level, String(mart.level), owner), words).document)
    }
  }

  /// All rows there are, whichever part of a list the address is of; some ten thousands are asked for at a time.
  private func file(_ address: Address) throws -> Reply {
    let page = try page(address.with { $0.part = 1 })
    let sheet = page.sheet
    var (body, rows) = (sheet.text, sheet.rows.count)
    var next = page.view.address
    while page.isListed, rows == Mart.exported {
      next.part += 1
      let more = try self.page(next).sheet
      body += more.lines
      rows = more.rows.count
    }
    return Reply(
      status: 200, type: "text/csv; charset=utf-8", body: body,
      file: sheet.name + (page.view.hasDate ? "-" + page.view.date.compact : "") + ".csv")
  }

  private func page(_ address: Address) throws -> any Page {
    let view = View(address, mart, newest: address.date == nil ? try findNewest() : nil, hours: hours)
    return switch address.page {
    case .overview: try OverviewPage(view, warehouse, newest: findNewest)
    case .kpi(let id): try KPIPage(view, id, warehouse)
    case .customer: try CustomerPage(view, warehouse)
    case .labels: try LabelsPage(view, warehouse)
    case .label(let id): try LabelPage(view, id, warehouse)
    case .indicators: try IndicatorsPage(view, warehouse)
    case .indicator(let id): try IndicatorPage(view, id, warehouse)
    case .opportunities: try OpportunitiesPage(view, warehouse)
    case .items: try ItemsPage(view, warehouse)
    case .runs: try RunsPage(view, warehouse)
    }
  }

  package func findNewest() throws -> BusinessDate? {
    if let newest { return newest }
    return try warehouse.answer(mart.newest()).values.first?.first.flatMap { $0 }.flatMap { BusinessDate($0) }
  }
}

/// Asks only for views that are there at this clearance; of the others the answer is nothing.
private struct Present: Answering {
  let warehouse: any Answering
  let mart: Mart

  func answer(_ question: Question) throws -> Table {
    guard question.views.allSatisfy({ mart.has(view: $0) }) else { return .empty }
    return try warehouse.answer(question)
  }
}
