/// Where a record ends in a feed whose quoted fields may hold line ends.
///
/// A line whose quoting is good is a record. Of any other it has to be told whether its line end stands inside quotes
/// or outside: both are tried on what follows. The one that meets bad quoting or a record of another number of fields
/// first is wrong, provided the other comes to a whole record behind that place. Where that does not decide,
/// the file is refused: a guess could make rows of the inside of a field.
struct QuotedLines {
  let walk: QuoteWalk
  let cutter: LineCutter
  /// Fields of a record.
  var declared: Int
  let skipsTrails: Bool
  /// How a trailer begins; nothing behind it is a record.
  let trailer: Tag

  enum Extent {
    /// It ends before `end`, the next one begins at `next`.
    case record(end: Int, next: Int)
    case needsMore
    case tooLong
    case end
    case undecidable
  }

  /// - Parameter isFirst: no record came before this one.
  func extent(_ window: ByteView, from: Int, isLast: Bool, isFirst: Bool) -> Extent {
    // A record is judged by its first `limit` bytes and a little more, however much the window holds.
    let isFull = window.count - from >= cutter.limit + 16
    let bytes = isFull ? window.part(0..<from + cutter.limit + 16) : window
    let line: Range<Int>
    let next: Int
    switch cutter.cut(bytes, from: from, isLast: isLast && !isFull) {
    case .line(let found, let after): (line, next) = (found, after)
    case .needsMore: return .needsMore
    case .tooLong: return .tooLong
    case .end: return .end
    }
    var none: [Range<Int>] = []
    let found = walk.walk(bytes, line, skipsTrails: skipsTrails, &none)
    guard found.faultColumn != nil else { return .record(end: line.upperBound, next: next) }
    return decide(bytes, line, next, isOpen: found.isOpen, isFirst: isFirst, isEnd: isFull || isLast)
  }

  /// - Parameter isOpen: a field is open at the line's end, and that is all that is wrong with it.
  private func decide(
    _ bytes: ByteView, _ line: Range<Int>, _ next: Int, isOpen: Bool, isFirst: Bool, isEnd: Bool
  ) -> Extent {
    let alone = isFirst || !mayEndAField(bytes, line)
    let lineAlone: Extent = alone ? .record(end: line.upperBound, next: next) : .undecidable
    if next == bytes.count, isEnd { return lineAlone }
    let course = QuoteCourse(lines: self, bytes: bytes, isEnd: isEnd)
    var reach = 256
    while true {
      let until = min(next + reach, bytes.count)
      let outside = course.run(from: next, inside: false, until: until)
      let inner = course.run(from: next, inside: true, until: until)
      reach *= 2
      let death: Int
      switch (outside.death, inner.death) {
      case (nil, nil):
        if until < bytes.count { continue }
        return isEnd ? .undecidable : .needsMore
      case (let outer?, let within?) where outer <= within && inner.first == nil && isOpen:
        // The open quote was right, and one thing is wrong behind it; otherwise two were.
        let fault = inner.field < next ? within : inner.field
        return goOn(bytes, line.lowerBound, from: fault, fault: within, isFirst: isFirst, isEnd: isEnd)
      case (let outer?, let within?) where outer == within: return .undecidable
      case (let outer?, let within): death = min(outer, within ?? outer)
      case (nil, let within?): death = within
      }
      let isOutside = outside.death.map { $0 > death } ?? true
      let winner = isOutside ? outside : inner
      if winner.whole >= death {
        if isOutside { return lineAlone }
        if let (end, next) = inner.first {
          return end - line.lowerBound > cutter.limit ? .tooLong : .record(end: end, next: next)
        }
      }
      if winner.death != nil { return .undecidable }
      if until == bytes.count { return isEnd ? .undecidable : .needsMore }
    }
  }

  /// A record over several lines in which the quoting is wrong at `fault`, in a field that begins at `from`: the question is
  /// put again at that line's end.
  private func goOn(
    _ bytes: ByteView, _ start: Int, from: Int, fault: Int, isFirst: Bool, isEnd: Bool
  ) -> Extent {
    let isFull = bytes.count - start >= cutter.limit + 16
    switch cutter.cut(bytes, from: from, isLast: isEnd && !isFull) {
    case .line(let rest, let next):
      if rest.upperBound - start > cutter.limit { return .tooLong }
      let isOpen = rest.upperBound < fault
      return decide(bytes, start..<rest.upperBound, next, isOpen: isOpen, isFirst: isFirst, isEnd: isEnd)
    case .needsMore: return isFull ? .tooLong : .needsMore
    case .tooLong: return .tooLong
    case .end: return .undecidable
    }
  }

  /// Whether the line may be the end of a field opened in a line before, which then was no record.
  private func mayEndAField(_ bytes: ByteView, _ line: Range<Int>) -> Bool {
    let course = QuoteCourse(lines: self, bytes: bytes.part(0..<line.upperBound), isEnd: true)
    let tail = course.run(from: line.lowerBound, inside: true, until: line.upperBound)
    return tail.death == nil && tail.firstFields <= declared
  }
}
