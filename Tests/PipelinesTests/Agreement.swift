import Catalog
import Cleansing
import Feeds
import Pipelines
import Tabular

/// How many columns are proposed as a person declared them.
struct Agreement: CustomStringConvertible {
  struct Share: CustomStringConvertible {
    var right = 0
    var of = 0

    mutating func note(_ isRight: Bool) { (right, of) = (right + (isRight ? 1 : 0), of + 1) }
    mutating func add(_ other: Share) { (right, of) = (right + other.right, of + other.of) }
    func isAtLeast(perMille: Int) -> Bool { of > 0 && right * 1000 >= of * perMille }
    var description: String { "\(right) of \(of)" }
  }

  var columns = 0
  var types = Share()
  /// Of columns that stand on a standard or a code table.
  var standards = Share()
  var levels = Share()
  var higherOrSame = Share()
  var misses: [String] = []

  init() {}

  init(_ proposal: Proposal, _ feed: Feed, _ asset: Asset) {
    for (place, column) in proposal.suggestions.enumerated() {
      guard let index = feed.mapping.sources.firstIndex(where: { Comparison.column(of: $0) == place }),
        column.values >= 20
      else { continue }
      let item = asset.items[index]
      columns += 1
      note(\.types, Comparison.sameType(column.type, item.type), "\(item.type) is not \(column.type)", feed, item)
      if let basis = item.standard?.id ?? item.codes?.id ?? (item.choice == nil ? nil : "choice") {
        note(
          \.standards, Comparison.sameMeaning(column.basis, basis), "\(basis) is not \(column.basis ?? "-")", feed, item
        )
      }
      note(\.levels, column.level == item.level, "level \(item.level) is not \(column.level)", feed, item)
      higherOrSame.note(column.level >= item.level)
    }
  }

  private mutating func note(
    _ share: WritableKeyPath<Agreement, Share>, _ isRight: Bool, _ words: String, _ feed: Feed, _ item: Item
  ) {
    self[keyPath: share].note(isRight)
    if !isRight { misses.append("\(feed.id).\(item.id) \(item.zh): \(words)") }
  }

  mutating func add(_ other: Agreement) {
    columns += other.columns
    types.add(other.types)
    standards.add(other.standards)
    levels.add(other.levels)
    higherOrSame.add(other.higherOrSame)
    misses += other.misses
  }

  var description: String {
    "\(columns) columns; types \(types), standards \(standards), levels \(levels), none lower \(higherOrSame)"
  }
}

/// What a draft and a person's own file have in common.
enum Comparison {
  /// What of the outer form differs.
  static func outside(_ proposal: Proposal, _ feed: Feed) -> [String] {
    var differing: [String] = []
    func same(_ what: String, _ isSame: Bool) { if !isSame { differing.append(what) } }
    same("compression", proposal.form.compression == feed.form.compression)
    switch (proposal.form.shape, feed.form.shape) {
    case (.delimited(let draft), .delimited(let own)):
      same("delimiter", draft.delimiter == own.delimiter)
      same("header", draft.hasHeader == own.hasHeader)
      same("newline", draft.newline == own.newline)
      same("preamble", draft.preamble == own.preamble)
      same("columns", draft.hasHeader ? draft.header == own.header : draft.header.count == own.header.count)
      same("trailer", own.trailer == nil || proposal.trailerPattern?.contains("{rows}") == true)
    case (.fixedWidth(let draft), .fixedWidth(let own)):
      same("width", draft.recordLength == own.recordLength)
      same("tag", draft.dataTag == own.dataTag)
      // Sums are told only of files that are read whole.
      let counted = own.trailer.map { $0.pattern.prefix { $0 != "}" } } ?? ""
      same(
        "trailer",
        (proposal.trailerPattern ?? "").hasPrefix(counted) && proposal.trailerPattern?.contains("{rows") == true)
    case (.jsonLines(let draft), .jsonLines(let own)): same("members", Set(draft).isSubset(of: own))
    case (.jsonPages(let draft), .jsonPages(let own)):
      same("members", Set(draft.names).isSubset(of: own.names))
      same("rows", draft.rowsAt == own.rowsAt && draft.totalAt == own.totalAt)
    default: same("shape", false)
    }
    return differing
  }

  static func column(of source: ItemSource) -> Int? {
    switch source {
    case .field(let index, _): index
    case .signed(let amount, _, _, _, _): amount
    case .split(let positive, _, _): positive
    case .constant, .absent: nil
    }
  }

  static func sameType(_ draft: ColumnType, _ own: ColumnType) -> Bool {
    switch (draft, own) {
    case (.text, .text), (.integer, .integer), (.date, .date), (.timestamp, .timestamp): true
    case (.decimal(_, let a), .decimal(_, let b)): a <= b
    default: false
    }
  }

  /// Dates and times are the same however they are first written.
  static func sameMeaning(_ draft: String?, _ own: String) -> Bool {
    draft == own || draft.map { Set([$0, own]) } == ["date", "date_compact"]
      || draft.map { Set([$0, own]) } == ["timestamp", "timestamp_compact"]
  }
}
