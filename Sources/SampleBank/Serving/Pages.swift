import Foundation
import Synchronization
import Tabular

/// The records of one endpoint, cut into pages.
final class Pages: Sendable {
  private let folder: String
  /// The date asked for last, so that a caller who takes page after page does not read the file again and again.
  private let recent = Mutex<Day?>(nil)

  private struct Day {
    let date: BusinessDate
    let written: Date?
    let rows: [Data]
    let totals: Totals
  }

  init(folder: String) { self.folder = folder }

  /// A page as JSON; nil where there is no such date or page. A date without records has one empty page.
  func page(_ request: PageRequest, _ fault: ServerFault? = nil) -> String? {
    guard let day = day(request.date) else { return nil }
    let size = Pages.size(of: day.rows.count, request, fault)
    var pages = max(1, (day.rows.count + size - 1) / size)
    if fault == .endsEarly, pages > 1 { pages -= 1 }
    guard request.page <= pages else { return nil }
    let from = (request.page - 1) * size
    let shown = day.rows[from..<min(from + size, day.rows.count)].map { String(decoding: $0, as: UTF8.self) }
    let sum = day.totals.sumPaid.map { "\"sum_paid\":\"\($0)\"," } ?? ""
    return """
      {"total":\(day.totals.total),"page":\(request.page),"pages":\(pages),\(sum)"rows":[
      \(shown.joined(separator: ",\n"))
      ]}

      """
  }

  /// Records on a page.
  private static func size(of rows: Int, _ request: PageRequest, _ fault: ServerFault?) -> Int {
    guard let fault else { return request.size }
    let third = min(request.size, max(1, (rows + 2) / 3))
    return fault == .changesPageSize && request.page > 1 ? max(1, third / 2) : third
  }

  private func day(_ date: BusinessDate) -> Day? {
    let stem = "\(folder)/\(date.compact)"
    let attributes = try? FileManager.default.attributesOfItem(atPath: stem + ".json")
    let written = attributes?[.modificationDate] as? Date
    return recent.withLock { recent in
      if let recent, recent.date == date, recent.written == written { return recent }
      guard let data = FileManager.default.contents(atPath: stem + ".json"),
        let declared = FileManager.default.contents(atPath: stem + ".totals.json"),
        let totals = try? JSONDecoder().decode(Totals.self, from: declared)
      else { return nil }
      recent = Day(date: date, written: written, rows: data.split(separator: UInt8(ascii: "\n")), totals: totals)
      return recent
    }
  }

  private struct Totals: Decodable {
    let total: Int
    /// Nil where the records have no money in common.
    let sumPaid: String?

    private enum CodingKeys: String, CodingKey {
      case total
      case sumPaid = "sum_paid"
    }
  }
}
