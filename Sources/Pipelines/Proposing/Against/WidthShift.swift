import Catalog
import Feeds
import Tabular

/// Records of another length than declared: where bytes came in or went, by which columns still hold what they should.
struct WidthShift {
  /// Of the delivered columns.
  var widths: [Int]
  var words: String

  /// Nil where the records are as long as declared, or no place is better than the others.
  init?(_ sample: FileSample, _ feed: Feed, _ declared: DeclaredColumns, on date: BusinessDate) {
    guard case .fixedWidth(let shape) = feed.form.shape else { return nil }
    var counts: [Int: Int] = [:]
    for line in sample.head { counts[line.count, default: 0] += 1 }
    guard let length = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else { return nil }
    let delta = length - shape.recordLength
    guard delta != 0 else { return nil }
    let records = sample.head.filter { $0.count == length }.prefix(100)
    // What a column meets where it is declared, and where it would be behind the change.
    func fit(_ index: Int, shifted: Int) -> Int {
      let field = shape.fields[index]
      let start = field.start + shifted
      guard start >= 0, start + field.width <= length, let item = declared.columns[index].item else { return 0 }
      var profile = ColumnProfile()
      for record in records {
        let text = FeedText(feed.form.encoding).string(Array(record[start..<start + field.width]))
        profile.add(Array((text ?? "\u{FFFD}").utf8))
      }
      let result = declared.columns[index].trial(profile, on: date)
      if result.tried * 2 < profile.rows { return item.empty == nil ? -2 : 0 }
      return result.holds() ? declared.columns[index].isTelling ? 3 : 1 : -3
    }
    let count = shape.fields.count
    let before = (0..<count).map { fit($0, shifted: 0) }
    let behind = (0..<count).map { fit($0, shifted: delta) }
    // Bytes came in before column `place`, or went with it.
    var best = (place: 0, score: Int.min)
    for place in 0...count {
      let kept = before[..<place].reduce(0, +)
      let first = delta < 0 && place < count && shape.fields[place].width == -delta ? place + 1 : place
      let score = kept + behind[min(first, count)...].reduce(0, +)
      // Texts are filled up with blanks at their end: what came in did so behind one rather than before it.
      if score > best.score || delta > 0 && score == best.score { best = (place, score) }
    }
    let names = declared.columns.map(\.name)
    widths = shape.fields.map(\.width)
    let place = best.place
    if delta > 0 {
      widths.insert(delta, at: place)
      words =
        place == 0
        ? "\(delta) bytes came in before \(names[0])"
        : "\(delta) bytes came in behind \(names[place - 1]): it is wider now, or a column was added there"
    } else if place < count, widths[place] == -delta {
      widths.remove(at: place)
      words = "\(-delta) bytes went, those of \(names[place])"
    } else {
      let narrower = max(place - 1, 0)
      guard widths[narrower] + delta > 0 else { return nil }
      widths[narrower] += delta
      words = "\(-delta) bytes went: \(names[narrower]) is narrower now"
    }
  }
}
