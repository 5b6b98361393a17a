import Catalog
import Tabular

/// An asset and a mapping, compiled for one business date: rows of plain structs that the kernel walks.
struct Program: ~Copyable, Sendable {
  /// One for each item, then those that choices lead to.
  let steps: Row<Step>
  let itemCount: Int
  let lookups: Lookups
  let shapes: Row<Shape>
  let classes: Row<UInt16>
  /// SipHash after the scheme's name and 0x1F, by scheme.
  let prefixes: Row<SipHash>
  let outputs: Row<Output>
  /// Items of the key, and the state its hash begins with.
  let key: Row<Int32>
  let keyStart: SipHash
  /// Items that name something another asset delivers.
  let references: Row<Int32>
  /// Checks that a row must pass once its values are canonical, then those it is only advised to.
  let checks: Row<Check>
  let demandCount: Int
  let periods: Row<Period>
  let exemptions: [Exemption]
  /// What the counters of advice count.
  let counters: [(item: Int, name: String)]
  /// The business date, as days since 2000.
  let businessDay: Int32
  let filters: Row<FilterStep>
  let change: ChangeStep
  let balance: BalanceStep
  /// The item whose newest value is told; -1: none.
  let newest: Int32
  private let isNewestADate: Bool
  private let letters: Row<UInt8>
  /// Names of the items, for rejections.
  let names: [String]

  init(asset: Asset, mapping: FieldMapping, businessDate: BusinessDate, tokenKey: TokenKey) {
    precondition(mapping.sources.count == asset.items.count, "a mapping has one source for each item")
    var compiler = StepCompiler(asset: asset, businessDate: businessDate, tokenKey: tokenKey)
    for (index, source) in mapping.sources.enumerated() { compiler.add(asset.items[index], source) }
    var checks = CheckCompiler(asset: asset, businessDate: businessDate)
    for (index, item) in asset.items.enumerated() {
      let choices = compiler.addChoices(of: item, at: index)
      checks.add(item, at: index, choices: choices, &compiler)
    }
    self.checks = Row(checks.demands + checks.advice)
    demandCount = checks.demands.count
    periods = Row(checks.periods)
    exemptions = checks.exemptions
    counters = checks.counters
    businessDay = businessDate.daysSince2000
    let index = { (id: String) -> Int32 in
      guard let index = asset.items.firstIndex(where: { $0.id == id }) else {
        preconditionFailure("a mapping names items of its asset only")
      }
      return Int32(index)
    }
    filters = Row(
      mapping.filter.map { filter in
        FilterStep(
          item: index(filter.item), codes: compiler.lookups.table(filter.codes.sorted().map { ($0, $0, 0) }))
      })
    change = ChangeStep(mapping.change, keeps: asset.keeps, &compiler.lookups)
    balance = BalanceStep(mapping.balance, asset, index, &compiler.lookups)
    newest = mapping.newest.map(index) ?? -1
    isNewestADate = newest >= 0 && asset.items[Int(newest)].type == .date
    key = Row(asset.key.map(index))
    keyStart = tokenKey.wideStart
    references = Row(
      asset.items.indices.filter { asset.items[$0].references != nil && asset.items[$0].identifies != nil }
        .map(Int32.init))
    outputs = Row(asset.rowColumns.map { Output($0, asset, &compiler.lookups) })
    names = asset.items.map(\.id)
    itemCount = asset.items.count
    steps = Row(compiler.steps)
    shapes = Row(compiler.shapes)
    prefixes = Row(compiler.prefixes)
    classes = Row(ByteClass.table)
    letters = Row(Array("IUD".utf8))
    lookups = Lookups(compiler.lookups)
  }

  /// The day of a number of the item whose newest value is told.
  func day(ofNewest number: Int64) -> BusinessDate {
    let days = isNewestADate ? number : Shape.days(in: number)
    return BusinessDate(daysSince2000: Int32(truncatingIfNeeded: days))
  }

  /// `I`, `U` or `D`.
  func changeLetter(_ change: Int) -> Piece { letters.piece(change, 1) }
}

/// Codes of an item that are counted and not loaded.
struct FilterStep: BitwiseCopyable {
  var item: Int32
  var codes: LookupTable
}

/// How the change a record brings is told: tags 0 `I`, 1 `U`, 2 `D`.
struct ChangeStep: BitwiseCopyable {
  var field: Int32 = -1
  var words = LookupTable.none

  init(_ change: FieldMapping.Change, keeps: Asset.Keeps, _ lookups: inout LookupBuilder) {
    guard case .field(let index, let insert, let update, let delete) = change else { return }
    field = Int32(index)
    words = lookups.table(
      [(insert, 0), (update, 1), (delete, 2)].flatMap { (words: Set<String>, tag: Int32) in
        words.sorted().map { ($0, $0, tag) }
      })
  }
}

/// Where the amount of the equation and its currency stand.
struct BalanceStep: BitwiseCopyable {
  var item: Int32 = -1
  var scale: Int32 = 2
  var currency: Int32 = -1
  var constantStart: Int32 = 0
  var constantCount: Int32 = 0
  @inline(__always) var exists: Bool { item >= 0 }

  init(
    _ balance: ControlTotal?, _ asset: Asset, _ index: (String) -> Int32, _ lookups: inout LookupBuilder
  ) {
    guard let balance else { return }
    item = index(balance.item)
    switch asset.items[Int(item)].type {
    case .decimal(_, let scale): self.scale = Int32(scale)
    case .integer: scale = 0
    default: preconditionFailure("the balance item is a number")
    }
    switch balance.currency {
    case .constant(let code): (constantStart, constantCount) = lookups.keep(code)
    case .item(let id): currency = index(id)
    }
  }
}

extension Output {
  init(_ column: StoredColumn, _ asset: Asset, _ lookups: inout LookupBuilder) {
    switch column.content {
    case .batch, .businessDate: preconditionFailure("what all rows of a batch share is not in a row")
    case .line: self.init(content: .line)
    case .change: self.init(content: .change)
    case .value(let index): self.init(value: index, asset.items[index].type)
    case .masked(let index):
      self.init(content: .masked, item: Int32(index))
      let item = asset.items[index]
      mask = MaskForm(item.mask)
      if let identifies = asset.identifies.first(where: { $0.name == item.id }) {
        party = Int32(asset.items.firstIndex { $0.id == identifies.party } ?? -1)
      }
      if let rule = item.shown {
        decider = Int32(asset.items.firstIndex { $0.id == rule.by } ?? -1)
        shown = lookups.table(rule.codes.sorted().map { ($0, $0, 0) })
      }
    case .token(let index): self.init(content: .token, item: Int32(index))
    }
  }

  private init(value index: Int, _ type: ColumnType) {
    switch type {
    case .text: self.init(content: .text, item: Int32(index))
    case .integer: self.init(content: .integer, item: Int32(index))
    case .decimal(_, let scale): self.init(content: .decimal, item: Int32(index), scale: Int32(scale))
    case .date: self.init(content: .date, item: Int32(index))
    case .timestamp: self.init(content: .timestamp, item: Int32(index))
    case .boolean: self.init(content: .boolean, item: Int32(index))
    }
  }
}

extension MaskForm {
  init(_ mask: Mask?) {
    switch mask {
    case nil: self = .none
    case .keep(let first, let last): self = .keep(first: Int32(first), last: Int32(last))
    case .surname: self = .surname
    case .district: self = .district
    }
  }
}
