import Catalog

/// The frame all pages share, and the few pieces they are made of. Whatever a person wrote goes through `escaped`.
enum Markup {
  /// - Parameter depth: how many folders the page lies below the handbook's own.
  static func page(_ path: String, title: String, depth: Int = 0, _ body: String) -> Handbook.Page {
    let up = String(repeating: "../", count: depth)
    let text = """
      <!doctype html>
      <html lang="zh-CN">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title.escaped) · 数据资产目录</title>
      <link rel="stylesheet" href="\(up)style.css">
      </head>
      <body>
      <nav><a href="\(up)index.html">资产</a> <a href="\(up)items.html">数据项</a> <a href="\(up)standards.html">标准</a> <a href="\(up)codes.html">码表</a></nav>
      <main>
      <h1>\(title.escaped)</h1>
      \(body)
      </main>
      </body>
      </html>

      """
    return Handbook.Page(path: path, text: text)
  }

  /// Cells are markup already.
  static func table(_ head: [String], _ rows: [[String]]) -> String {
    let cells = { (row: [String], tag: String) in "<tr>" + row.map { "<\(tag)>\($0)</\(tag)>" }.joined() + "</tr>" }
    return """
      <div class="wide"><table>
      <thead>\(cells(head, "th"))</thead>
      <tbody>
      \(rows.map { cells($0, "td") }.joined(separator: "\n"))
      </tbody>
      </table></div>
      """
  }

  /// A list of what something is; what is not there is left out.
  static func facts(_ facts: [(String, String?)]) -> String {
    let rows = facts.compactMap { name, value in
      value.flatMap { $0.isEmpty ? nil : "<dt>\(name)</dt><dd>\($0)</dd>" }
    }
    return "<dl>\n\(rows.joined(separator: "\n"))\n</dl>"
  }

  static func level(_ level: Int) -> String { "<span class=\"level l\(level)\">\(level) 级</span>" }

  static func places(_ places: [WhereUsed.Place], up: String = "") -> String {
    if places.isEmpty { return "<span class=\"none\">无</span>" }
    return places.map { place in
      "<a href=\"\(up)\(place.asset.page)#\(place.item.id)\">\(place.asset.id).\(place.item.id)</a>"
    }.joined(separator: " ")
  }
}

extension String {
  /// As text of a page: nothing in it is markup.
  var escaped: String {
    var text = ""
    for character in self {
      switch character {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      default: text.append(character)
      }
    }
    return text
  }
}

extension Asset {
  /// Its page's path.
  var page: String { "assets/" + id.replacing("/", with: "-") + ".html" }
}
