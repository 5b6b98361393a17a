/// Lines at a file's end that are not data. They are known as such only once the end is seen, so a record is handed
/// out when as many lines follow it.
struct Footer {
  /// A footer line is not longer than this; where more follows than `count` such lines hold, it is data.
  static let lineLimit = 64 << 10

  var count: Int
  var cutter: LineCutter

  enum Verdict { case data, footer, needsMore }

  /// `next` is where the line in question ends.
  func judge(_ window: ByteView, next: Int, isLast: Bool) -> Verdict {
    var at = next
    for _ in 0..<count {
      switch cutter.cut(window, from: at, isLast: isLast) {
      case .line(_, let after): at = after
      case .end: return window.count - next > count * Footer.lineLimit ? .data : .footer
      case .tooLong: return .data
      case .needsMore: return window.count - next > count * Footer.lineLimit ? .data : .needsMore
      }
    }
    return .data
  }
}
