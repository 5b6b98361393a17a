import Tabular

/// What a page says of itself and of the whole delivery.
struct PageTotals: Hashable {
  var total: Int?
  var page: Int?
  var pages: Int?
  /// The sender's word for the state of the data that a page was made of.
  var snapshot: String?
  var sums: [String: Amount] = [:]

  /// Takes in a member that the form names; false where its value cannot be what the form says.
  mutating func take(_ name: String, _ value: String, form: JSONPages) -> Bool {
    var isKnown = true
    if name == form.totalAt {
      guard total == nil, let number = PageTotals.number(value) else { return false }
      total = number
    } else if name == form.pageAt {
      guard page == nil, let number = PageTotals.number(value) else { return false }
      page = number
    } else if name == form.pagesAt {
      guard pages == nil, let number = PageTotals.number(value) else { return false }
      pages = number
    } else if name == form.snapshotAt {
      guard snapshot == nil, !value.isEmpty, value != "null" else { return false }
      snapshot = value
    } else {
      isKnown = false
    }
    if let item = form.sums[name] {
      guard sums[item] == nil, let sum = Amount(value, scale: form.scale) else { return false }
      sums[item] = sum
      isKnown = true
    }
    return isKnown
  }

  static func isNamed(_ name: String, in form: JSONPages) -> Bool {
    [form.totalAt, form.pageAt, form.pagesAt, form.snapshotAt].contains(name) || form.sums[name] != nil
  }

  /// Everything the form names was there, and what can be compared agrees.
  func isWhole(for form: JSONPages) -> Bool {
    total != nil && page != nil && pages != nil && sums.count == form.sums.count
      && (snapshot == nil) == (form.snapshotAt == nil)
  }

  /// Whether two pages say the same of the delivery.
  func agrees(with other: PageTotals) -> Bool {
    total == other.total && pages == other.pages && sums == other.sums && snapshot == other.snapshot
  }

  /// A delivery without records may be said to have no pages, but has one.
  var lastPage: Int { max(1, pages ?? 1) }

  func declaration(file: String) -> Declaration {
    Declaration(source: .pages, rows: total, sums: sums, location: SourceLocation(file: file))
  }

  private static func number(_ text: String) -> Int? {
    guard !text.isEmpty, text.utf8.count <= 18, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    return Int(text)
  }
}
