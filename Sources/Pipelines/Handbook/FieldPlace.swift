import Feeds

/// Where a record of the sender's own file has a field: what a person with the file in hand goes to.
enum FieldPlace: Hashable {
  /// Of a delimited record, counted from 1, change columns and unused ones included.
  case column(Int)
  /// Of a fixed-width record, counted from 1, the record's tag included, in bytes of the feed's encoding.
  case bytes(ClosedRange<Int>, isRightAligned: Bool)
  /// From the line's root for a line's object, from the page's root for pages.
  case path(String)

  /// - Parameter index: of the declared columns, from 0.
  init(_ index: Int, in form: FeedForm) {
    switch form.shape {
    case .delimited: self = .column(index + 1)
    case .fixedWidth(let layout):
      let field = layout.fields[index]
      self = .bytes(field.start + 1...field.start + field.width, isRightAligned: field.alignment == .right)
    case .jsonLines(let names): self = .path("$" + FieldPlace.member(names[index]))
    case .jsonPages(let pages):
      self = .path("$\(FieldPlace.member(pages.rowsAt))[*]\(FieldPlace.member(pages.names[index]))")
    }
  }

  /// `.uscc`, or `['a b']` where the name is no plain word.
  static func member(_ name: String) -> String {
    let isPlain = !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    return isPlain ? "." + name : "['\(name)']"
  }

  var markup: String {
    switch self {
    case .column(let number): "第 \(number) 列"
    case .bytes(let range, let isRightAligned):
      "字节 \(range.lowerBound)\(range.count > 1 ? "–\(range.upperBound)" : "")\(isRightAligned ? "，右齐" : "")"
    case .path(let path): "<code>\(path.escaped)</code>"
    }
  }
}
