/// The elements our pages are made of. No script, no style, no frame: they cannot be written by mistake.
package enum Tag: String, Sendable {
  case html, head, meta, title, link, body
  case header, nav, main, footer, section, article, aside, div, span, p, a, h1, h2, h3, strong, small, em, br, code
  case ul, ol, li, dl, dt, dd
  case table, caption, thead, tbody, tfoot, tr, th, td
  case form, label, input, select, option, button
  case details, summary, data, time, figure, figcaption, abbr
  case svg, g, path, polyline, line, circle, rect
  /// The text of a drawing; HTML has no element of that name.
  case drawn = "text"

  var name: String { rawValue }
  var isVoid: Bool { self == .meta || self == .link || self == .input || self == .br }

  /// Where a line of the source begins, so that a difference between two pages can be read.
  var beginsALine: Bool {
    switch self {
    case .head, .meta, .title, .link, .body, .header, .nav, .main, .footer, .section, .article, .aside, .div, .p, .h1,
      .h2, .h3, .ul, .ol, .li, .dl, .dt, .table, .thead, .tbody, .tfoot, .tr, .form, .details, .figure, .svg:
      true
    default: false
    }
  }
}

/// An attribute, by the way it is made: a link is an address of ours, an event handler or an inline style has no way in.
package struct Attribute: Sendable {
  private let name: String
  private let value: String?
  let isThere: Bool

  private init(_ name: String, _ value: String?, isThere: Bool = true) {
    self.name = name
    self.value = value
    self.isThere = isThere
  }

  func write(to out: inout String) {
    out += " " + name
    guard let value else { return }
    out += "=\""
    Node.escape(value, to: &out)
    out += "\""
  }

  package static func `class`(_ names: String) -> Attribute { Attribute("class", names, isThere: !names.isEmpty) }
  package static func href(_ address: Address) -> Attribute { Attribute("href", address.text) }
  /// A place on a page, by its id.
  static func href(_ address: Address, at place: Fragment) -> Attribute {
    Attribute("href", address.text + "#" + place.rawValue)
  }
  static func id(_ place: Fragment) -> Attribute { .id(place.rawValue) }
  package static func href(_ file: StaticFile) -> Attribute { Attribute("href", file.path) }
  /// To a place on the same page.
  package static func anchor(_ id: String) -> Attribute { Attribute("href", "#" + id) }
  package static func action(_ page: Address.Page) -> Attribute { Attribute("action", page.path) }
  package static func id(_ id: String) -> Attribute { Attribute("id", id) }
  package static func title(_ text: String) -> Attribute { Attribute("title", text, isThere: !text.isEmpty) }
  package static func aria(_ label: String) -> Attribute { Attribute("aria-label", label) }
  package static func labelled(by id: String) -> Attribute { Attribute("aria-labelledby", id) }
  package static let hidden = Attribute("aria-hidden", "true")
  package static func current(_ isCurrent: Bool) -> Attribute { Attribute("aria-current", "page", isThere: isCurrent) }
  package static func role(_ role: String) -> Attribute { Attribute("role", role) }
  package static func lang(_ language: Language) -> Attribute { Attribute("lang", language.tag) }
  package static func hreflang(_ language: Language) -> Attribute { Attribute("hreflang", language.tag) }
  package static func value(_ value: String) -> Attribute { Attribute("value", value) }
  package static func name(_ name: String) -> Attribute { Attribute("name", name) }
  package static func content(_ text: String) -> Attribute { Attribute("content", text) }
  package static func charset(_ name: String) -> Attribute { Attribute("charset", name) }
  package static func type(_ type: String) -> Attribute { Attribute("type", type) }
  package static func rel(_ rel: String) -> Attribute { Attribute("rel", rel) }
  package static let get = Attribute("method", "get")
  /// What a cell is called where a narrow screen shows rows as lists.
  package static func cell(_ label: String) -> Attribute { Attribute("data-label", label, isThere: !label.isEmpty) }
  package static let column = Attribute("scope", "col")
  package static let row = Attribute("scope", "row")
  package static func spanning(_ columns: Int) -> Attribute { Attribute("colspan", String(columns)) }
  package static func selected(_ isSelected: Bool) -> Attribute { Attribute("selected", nil, isThere: isSelected) }
  package static func open(_ isOpen: Bool) -> Attribute { Attribute("open", nil, isThere: isOpen) }
  package static func longest(_ characters: Int) -> Attribute { Attribute("maxlength", String(characters)) }
  package static func inputmode(_ mode: String) -> Attribute { Attribute("inputmode", mode) }
  package static func hint(_ text: String) -> Attribute { Attribute("placeholder", text) }
  package static func datetime(_ text: String) -> Attribute { Attribute("datetime", text) }
  /// Of a drawing: `viewBox`, `points`, `d`, `x`, …
  package static func drawing(_ name: DrawingAttribute, _ value: String) -> Attribute {
    Attribute(name.rawValue, value)
  }
}

package enum DrawingAttribute: String, Sendable {
  case viewBox, points, d, x, y, x1, y1, x2, y2, cx, cy, r, width, height, anchor = "text-anchor"
  case ratio = "preserveAspectRatio"
}

/// What the dashboard serves beside its pages.
package enum StaticFile: String, Sendable, CaseIterable {
  case stylesheet = "/style.css"
  case icon = "/icon.svg"
  package var path: String { rawValue }
}
