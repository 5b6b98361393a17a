import Catalog
import Cleansing
import Tabular

/// Holds values against a standard or a code table, by the very rules a night uses.
struct ValueTrial: ~Copyable {
  struct Result: Hashable {
    /// Values tried, and those of them that would load.
    var tried = 0
    var met = 0
    /// Of those met, values that are not as advised.
    var unadvised = 0

    func holds(_ perMille: Int = 900) -> Bool { tried > 0 && met * 1000 >= tried * perMille }
    /// What is met in full, advice and all.
    var wholly: Int { met - unadvised }
  }

  private var cleanser: Cleanser
  private var record = Record(fields: [0..<0])
  private var rows = NoRows()

  /// - Parameters:
  ///   - options: how a sender spells it.
  ///   - date: codes are asked as of that day.
  init(_ item: Item, _ options: FieldOptions = FieldOptions(), on date: BusinessDate) {
    var item = item
    // Tokens and masks are for warehouses; a currency's smallest unit is another column's business.
    item.identifies = nil
    item.mask = nil
    item.minorUnitBy = nil
    item.empty = "-"
    item.choice = nil
    // There is no other item to ask for a day or a code.
    (item.references, item.shown) = (nil, nil)
    item.codesDay = item.codesDay.isAlone ? item.codesDay : .businessDate
    item.advice = item.advice.filter { advice in
      if case .codes(let lookup) = advice.test { lookup.day.isAlone } else { true }
    }
    let asset = Asset(id: "Z/trial", zh: "", category: "", keeps: .events, key: [], items: [item])
    let key = TokenKey([UInt8](repeating: 0, count: 16)) ?? .random()
    cleanser = Cleanser(
      asset: asset, mapping: FieldMapping(sources: [.field(0, options)]), businessDate: date, tokenKey: key)
    cleanser.hashesKeys = false
  }

  /// Whether a value would load.
  mutating func meets(_ value: [UInt8]) -> Bool {
    record.fields[0] = 0..<value.count
    let text = value + [0]
    return cleanser.cleanse(record, text: unsafe text.span.bytes, into: &rows) == .row
  }

  /// A column whose values meet one of several standards.
  static func choice(_ choice: Item.Choice, _ profile: ColumnProfile, on date: BusinessDate) -> Result {
    var all = Result()
    let standards = Dictionary(choice.standards.values.map { ($0.id, $0) }) { first, _ in first }
    for standard in standards.values {
      var trial = ValueTrial(standard.item, on: date)
      let one = trial.run(profile, givesUp: false)
      (all.tried, all.met) = (one.tried, min(one.tried, all.met + one.met))
    }
    return all
  }

  /// All different values of a column.
  ///
  /// - Parameter givesUp: a column most of whose first values fail is not looked at further.
  mutating func run(_ profile: ColumnProfile, givesUp: Bool = true) -> Result {
    var result = Result()
    for (index, value) in profile.sample.enumerated() {
      let weight = profile.weights[index]
      result.tried += weight
      if meets(value) { result.met += weight }
      if givesUp, index == 30, result.met * 2 < result.tried { return result }
    }
    // Advice is counted by value: near enough for a suggestion.
    let advised = cleanser.tally.advised.reduce(0) { $0 + $1.rows }
    result.unadvised = profile.sample.isEmpty ? 0 : min(result.met, advised * result.tried / profile.sample.count)
    return result
  }
}

extension CodeLookup.Day {
  /// It is told without another item of the row.
  fileprivate var isAlone: Bool {
    switch self {
    case .businessDate, .sinceBirth: true
    case .on, .since: false
    }
  }
}

private struct NoRows: RowWriter {
  mutating func write(_ row: Span<RowValue>) {}
}

extension Standard {
  /// An item that stands on nothing but this standard, without its codes.
  fileprivate var item: Item {
    Item(
      id: id, zh: zh, type: type, level: level ?? 1, standard: self, codePrefix: codePrefix, advice: advice,
      normalizers: normalizers, format: format, rule: rule, patterns: patterns, minimum: minimum, maximum: maximum)
  }

  /// The same with its codes.
  func item(_ catalog: DataCatalog) -> Item {
    var item = item
    item.codes = codes.flatMap { catalog.codes[$0] }
    return item
  }
}

extension CodeTable {
  /// An item that stands on nothing but this table.
  var item: Item {
    let length = (values.map(\.code.count) + also.keys.map(\.count)).max() ?? 1
    return Item(id: id, zh: zh, type: .text(length), level: level, codes: self, normalizers: [.trim, .halfWidth])
  }
}
