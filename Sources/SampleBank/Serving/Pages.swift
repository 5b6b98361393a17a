import Foundation
import Tabular

/// The social insurance records of a sample bank, cut into pages.
struct Pages: Sendable {
  let folder: String

  /// A page as JSON; nil where there is no such date or page. A date without records has one empty page.
  func page(_ request: PageRequest) -> String? {
    let stem = "\(folder)/\(request.date.compact)"
    guard let data = FileManager.default.contents(atPath: stem + ".json"),
      let totals = FileManager.default.contents(atPath: stem + ".totals.json"),
      let declared = try? JSONDecoder().decode(Totals.self, from: totals)
    else { return nil }
    let rows = data.split(separator: UInt8(ascii: "\n"))
    let pages = max(1, (rows.count + request.size - 1) / request.size)
    guard request.page <= pages else { return nil }
    let from = (request.page - 1) * request.size
    let shown = rows[from..<min(from + request.size, rows.count)].map { String(decoding: $0, as: UTF8.self) }
    return """
      {"total":\(declared.total),"page":\(request.page),"pages":\(pages),"sum_paid":"\(declared.sumPaid)","rows":[
      \(shown.joined(separator: ",\n"))
      ]}

      """
  }

  private struct Totals: Decodable {
    let total: Int
    let sumPaid: String

    private enum CodingKeys: String, CodingKey {
      case total
      case sumPaid = "sum_paid"
    }
  }
}
