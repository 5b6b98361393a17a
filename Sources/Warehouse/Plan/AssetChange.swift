import Postgres
package import Tabular

/// What an apply would do to one asset.
package struct AssetChange: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, Codable {
    /// It is not there yet.
    case add
    /// Its tables are made anew; nothing was ever published into them.
    case rebuild
    /// It gains columns.
    case addColumns = "add columns"
    /// The same columns, other readers or masks.
    case regrant
    /// Words only: comments.
    case reword
    /// It goes; nothing was ever published into it.
    case drop
  }

  /// What readers of one mart see of one item, before and after.
  package struct Security: Hashable, Sendable {
    package var mart: Int
    package var item: String
    package var zh: String
    package var before: Visibility
    package var after: Visibility
    /// What the mask leaves of a value, before and after; nil where the item has none.
    package var maskBefore: String?
    package var maskAfter: String?
    /// The logins that read this mart.
    package var logins: [String]

    /// Whether somebody sees more than before, or may: of two different masks nobody can say which hides more.
    package var isGain: Bool {
      if before == .masked, after == .masked { return mayShowMore }
      return rank(after) > rank(before)
    }
    /// Of what is masked before and after: another mask, or a code with which it was not shown whole.
    private var mayShowMore: Bool

    init?(mart: Int, _ old: AssetDefinition, _ new: AssetDefinition, _ item: AssetDefinition.Item, _ readers: Readers) {
      guard let previous = old.item(item.id) else { return nil }
      before = old.isServed(at: mart) ? previous.visibility(at: mart) : .withheld
      after = new.isServed(at: mart) ? item.visibility(at: mart) : .withheld
      guard before != after || before == .masked && !item.isMaskedLike(previous) else { return nil }
      self.mart = mart
      self.item = item.id
      zh = item.zh
      (maskBefore, maskAfter) = (previous.maskWords, item.maskWords)
      mayShowMore = item.mayShowMore(than: previous)
      logins = readers.logins(reading: mart).filter { $0.branch == nil || new.isOpenToBranches }.map(\.name)
    }

    private func rank(_ visibility: Visibility) -> Int {
      switch visibility {
      case .withheld: 0
      case .masked: 1
      case .raw: 2
      }
    }
  }

  package var kind: Kind
  package var asset: String
  package var zh: String
  package var before: AssetDefinition?
  package var after: AssetDefinition?
  /// Only of items that were there before.
  package var security: [Security]
  /// New columns, masks that are filled in, and the like, in a few words each.
  package var shape: [String]
  /// Comments that are written.
  package var comments: Int
  package var location: SourceLocation
}

extension AssetChange {
  /// Nil where nothing is different.
  init?(
    from old: AssetDefinition?, to new: AssetDefinition?, readers: Readers, isPublished: Bool,
    location: SourceLocation
  ) {
    guard old != new, let one = new ?? old else { return nil }
    asset = one.id
    zh = one.zh
    before = old
    after = new
    self.location = location
    security = []
    shape = []
    comments = new.map { 1 + $0.items.count } ?? 0
    guard let old, let new else {
      kind = new == nil ? .drop : .add
      return
    }
    security = AssetChange.security(from: old, to: new, readers)
    let isSameShape = old.shapeText == new.shapeText
    let onlyGains = Incompatibility.all(from: old, to: new).isEmpty
    if !onlyGains, !isPublished {
      kind = .rebuild
    } else if !isSameShape {
      kind = .addColumns
      let known = Set(old.odsColumns.map(\.name))
      for column in new.odsColumns where !known.contains(column.name) {
        let fill = column.name.hasSuffix("_masked") && isPublished && old.item(String(column.name.dropLast(7))) != nil
        shape.append(
          "+ \(new.served.schema ?? "").\(new.table).\(column.name)" + (fill ? ", filled for what is loaded" : ""))
      }
      if shape.isEmpty { kind = .regrant }
    } else {
      kind = old.accessText == new.accessText ? .reword : .regrant
    }
    if isPublished, kind != .rebuild {
      for item in new.items {
        guard let previous = old.item(item.id), previous.mask != nil, item.mask != nil, !item.isMaskedLike(previous)
        else { continue }
        shape.append("~ \(new.served.schema ?? "").\(new.table).\(item.maskedColumn), filled anew for what is loaded")
      }
    }
    // A comment names level and owner, so most of them change with either.
    comments =
      zip(old.items, new.items).filter { $0 != $1 }.count + max(0, new.items.count - old.items.count)
      + (old.zh == new.zh && old.meaning == new.meaning ? 0 : 1)
  }

  private static func security(from old: AssetDefinition, to new: AssetDefinition, _ readers: Readers) -> [Security] {
    (1...4).flatMap { mart in
      new.items.compactMap { Security(mart: mart, old, new, $0, readers) }
    }
  }
}
