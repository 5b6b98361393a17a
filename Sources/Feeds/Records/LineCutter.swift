/// Finds where a line ends. A raw newline is always a real one: in UTF-8 and in GB18030 no byte below 0x30
/// is part of a longer character.
struct LineCutter {
  var newline: FeedForm.Newline
  var limit: Int

  enum Cut {
    case line(Range<Int>, next: Int)
    case needsMore
    case tooLong
    case end
  }

  @inline(__always) func cut(_ window: ByteView, from: Int, isLast: Bool) -> Cut {
    var search = from
    while let found = window.first(0x0A, in: search..<window.count) {
      var end = found
      if newline == .crlf {
        guard found > from, window[found - 1] == 0x0D else {
          search = found + 1
          continue
        }
        end = found - 1
      }
      return end - from > limit ? .tooLong : .line(from..<end, next: found + 1)
    }
    // The line end's CR may be there without its LF.
    let isCut = newline == .crlf && !isLast && window.count > from && window[window.count - 1] == 0x0D
    if window.count - from > (isCut ? limit + 1 : limit) { return .tooLong }
    if !isLast { return .needsMore }
    return from < window.count ? .line(from..<window.count, next: window.count) : .end
  }

  /// Where the next line begins, for a record whose end is beyond the window.
  func skip(_ window: ByteView, from: Int) -> Int? {
    var search = from
    while let found = window.first(0x0A, in: search..<window.count) {
      if newline == .lf || (found > 0 && window[found - 1] == 0x0D) { return found + 1 }
      search = found + 1
    }
    return nil
  }
}
