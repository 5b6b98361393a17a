import Catalog
import Cleansing
import Tabular

/// A cleanser with its asset and writer, for one test: texts go in as a record's fields, a line of text comes out.
struct Desk: ~Copyable {
  static let day = BusinessDate(year: 2025, month: 11, day: 20)!
  static let key = TokenKey(0..<16)!

  let asset: Asset
  var cleanser: Cleanser
  private(set) var rows = TextRows()
  private var line = 0

  init(_ asset: Asset, _ mapping: FieldMapping, on day: BusinessDate = Desk.day) {
    self.asset = asset
    cleanser = Cleanser(asset: asset, mapping: mapping, businessDate: day, tokenKey: Desk.key)
  }

  /// An asset of these items, each read from the column of its own place.
  init(
    _ items: [Item], key: [String]? = nil, filter: [FieldMapping.Filter] = [], balance: ControlTotal? = nil,
    on day: BusinessDate = Desk.day
  ) {
    self.init(
      Desk.asset(items, key: key),
      FieldMapping(sources: items.indices.map { .field($0) }, filter: filter, balance: balance), on: day)
  }

  static func asset(_ items: [Item], key: [String]? = nil, keeps: Asset.Keeps = .events) -> Asset {
    Asset(id: "X1/thing", zh: "事", category: "内部", keeps: keeps, key: key ?? [items[0].id], items: items)
  }

  /// The row without its line; or what became of the record instead.
  mutating func cleanse(_ fields: String...) -> String { cleanse(fields.map { Array($0.utf8) }) }

  mutating func cleanse(_ fields: [[UInt8]], fault: RecordFault? = nil) -> String {
    switch outcome(fields, fault: fault) {
    case .row: String(rows.rows.last!.split(separator: " | ", maxSplits: 1, omittingEmptySubsequences: false)[1])
    case .filtered: "filtered"
    case .rejected(let rejection): "rejected \(rejection.item ?? "-") \(rejection.column) \(rejection.rule)"
    }
  }

  mutating func outcome(_ fields: [[UInt8]], fault: RecordFault? = nil) -> Outcome {
    line += 1
    var text = Array("<<".utf8)
    var ranges: [Range<Int>] = []
    for field in fields {
      ranges.append(text.count..<(text.count + field.count))
      text += field
      text.append(UInt8(ascii: "|"))
    }
    let record = Record(line: line, fields: ranges, fault: fault)
    let before = rows.rows.count
    let outcome = unsafe cleanser.cleanse(record, text: text.span.bytes, into: &rows)
    precondition((rows.rows.count == before + 1) == (outcome == .row), "one row for each record that loads")
    return outcome
  }

  /// How often each item was normalized so far.
  var normalized: [Int] { cleanser.tally.normalized }
}

extension Item {
  /// An item of a test: required text that nothing is asked of, unless said otherwise.
  static func plain(
    _ id: String, _ type: ColumnType = .text(60), level: Int = 1, mask: Mask? = nil, choice: Choice? = nil,
    codes: CodeTable? = nil, _ normalizers: [Normalizer] = [], format: Format? = nil, rule: Rule? = nil,
    patterns: [TimePattern] = [], minimum: String? = nil, maximum: String? = nil, empty: String? = nil,
    identifies: String? = nil
  ) -> Item {
    Item(
      id: id, zh: id, type: type, level: level, mask: mask, choice: choice, codes: codes, normalizers: normalizers,
      format: format, rule: rule, patterns: patterns, minimum: minimum.flatMap { Amount($0, scale: 6) },
      maximum: maximum.flatMap { Amount($0, scale: 6) }, empty: empty, identifies: identifies)
  }
}

/// Lines of a golden input, as bytes: a case may hold anything but a line feed.
func lines(_ bytes: [UInt8]) -> [[UInt8]] {
  var lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false).map(Array.init)
  if lines.last == [] { lines.removeLast() }
  return lines
}
