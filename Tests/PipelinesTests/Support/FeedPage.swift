import Foundation
import Testing

/// What the catalog's page says of one feed, taken back from the page's words: like its readers, nothing here knows the
/// feed's definition.
struct FeedPage {
  /// Where a field stands: the n-th column, from 1; bytes, from 1; a path of JSON.
  enum Place: Hashable {
    case column(Int, named: String)
    case bytes(ClosedRange<Int>)
    case path([String])
  }

  /// Where an item comes from.
  struct Origin {
    var places: [Place] = []
    /// Code by the sender's word.
    var map: [String: String] = [:]
    var constant: String?
    /// The sender's words for a minus, where the second place has the sign.
    var negative: Set<String> = []
    /// The second place is taken from the first.
    var isDifference = false
    /// A date in the sender's own spelling.
    var isSpelled = false
  }

  private let facts: [String: String]
  let origins: [String: Origin]

  init(_ feed: String, on page: String) throws {
    let id = "<section id=\"feed-\(feed.replacing("/", with: "-"))\">"
    let start = try #require(page.range(of: id), "the page has no feed \(feed)").upperBound
    let section = String(page[start..<(try #require(page[start...].range(of: "</section>")).lowerBound)])
    facts = Dictionary(
      uniqueKeysWithValues: section.matches(of: /<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/).map {
        (String($0.output.1), String($0.output.2))
      })
    origins = Dictionary(
      uniqueKeysWithValues: section.matches(of: /<tr><td><a[^>]*><code>(.*?)<\/code><\/a>[^<]*<\/td><td>(.*?)<\/td>/)
        .map { (String($0.output.1), FeedPage.origin(String($0.output.2))) })
  }

  private static func origin(_ cell: String) -> Origin {
    var origin = Origin()
    let halves = cell.components(separatedBy: "，正负看 ")
    for half in halves {
      for found in half.matches(of: /(?:<code>([^<]*)<\/code> )?第 (\d+) 列/) {
        origin.places.append(.column(Int(found.output.2)!, named: text(found.output.1 ?? "")))
      }
      for found in half.matches(of: /字节 (\d+)(?:–(\d+))?/) {
        origin.places.append(.bytes(Int(found.output.1)!...Int(found.output.2 ?? found.output.1)!))
      }
      for found in half.matches(of: /<code>\$\.([^<]*)<\/code>/) {
        origin.places.append(.path(text(found.output.1).split(separator: ".").map(String.init)))
      }
    }
    for found in cell.matches(of: /<code>([^<]*)<\/code> → <code>([^<]*)<\/code>/) {
      origin.map[text(found.output.1)] = text(found.output.2)
    }
    origin.constant = cell.firstMatch(of: /^常量 <code>([^<]*)<\/code>/).map { text($0.output.1) }
    origin.isDifference = cell.contains(" 减 ")
    origin.isSpelled = cell.contains("写作 ")
    if halves.count > 1, let words = halves[1].firstMatch(of: /为正，(.*) 为负/) {
      origin.negative = Set(words.output.1.matches(of: /<code>([^<]*)<\/code>/).map { text($0.output.1) })
    }
    return origin
  }

  private static func text(_ markup: Substring) -> String {
    String(markup).replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
      .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
  }

  private func fact(_ name: String) throws -> String { try #require(facts[name], "the page does not say \(name)") }

  /// Its data file in the archive, of a business date like 2025-11-20: the first that came.
  func path(on date: String) throws -> String {
    let archive = try #require(try fact("存档").firstMatch(of: /<code>([^<]*)<\/code>/)).output.1
    let folder = archive.replacing("{yyyy-MM-dd}", with: date).replacing("{n}", with: "1")
    let pattern = try fact("来文").firstMatch(of: /^<code>([^<]*)<\/code>/)?.output.1
    let name = pattern?.split(separator: "/").last?.replacing("{yyyyMMdd}", with: date.replacing("-", with: ""))
      .replacing("{_nn}", with: "")
    return folder + (name.map { String($0) } ?? "")
  }

  var encoding: String { get throws { try fact("编码").hasPrefix("GB18030") ? "GB18030" : "UTF-8" } }
  var isZipped: Bool { get throws { try fact("编码").contains("gzip") } }
  var isFixedWidth: Bool { get throws { try fact("记录").hasPrefix("定长") } }

  /// Nil where columns are not set apart by one.
  var delimiter: String? {
    get throws {
      let found = try fact("记录").firstMatch(of: /以 (?:制表符 )?<code>([^<]*)<\/code> 分隔/)
      return found.map { FeedPage.text($0.output.1).replacing("\\t", with: "\t") }
    }
  }

  var isQuoted: Bool { get throws { try fact("记录").contains("引号") } }

  /// Lines before the heading, and whether there is one.
  var heading: (skipped: Int, isThere: Bool) {
    get throws {
      let words = try fact("记录")
      return (
        words.firstMatch(of: /前 (\d+) 行不是数据/).flatMap { Int($0.output.1) } ?? 0,
        words.contains("为列名")
      )
    }
  }
}
