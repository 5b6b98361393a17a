import Feeds
import Tabular

/// Finds out whether a file's records are of one length, how they begin and end, and where their columns may begin.
struct FoundWidths {
  var form: FoundForm
  /// Blanks stand between the values of many lines: padding rather than text.
  var isPadded: Bool

  /// - Parameter widths: from the sender's layout; otherwise edges are what the bytes show, and may be wrong.
  static func find(_ sample: FileSample, _ encoding: FoundEncoding, widths: [Int]?) -> FoundWidths? {
    var counts: [Int: Int] = [:]
    for line in sample.head { counts[line.count, default: 0] += 1 }
    guard let modal = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), modal.key >= 8,
      modal.value * 10 >= sample.head.count * 8 || sample.head.count == 2
    else { return nil }
    let length = modal.key
    let records = sample.head.filter { $0.count == length }
    let (tag, trailer) = tag(records, last: sample.tail.last ?? [])
    let body = records.filter { tag.isEmpty || $0.starts(with: tag.utf8) }
    let columns = widths ?? EdgeFinder(body, from: tag.utf8.count).widths
    guard !columns.isEmpty, columns.reduce(tag.utf8.count, +) == length else { return nil }
    var start = tag.utf8.count
    let fields = columns.enumerated().map { index, width in
      defer { start += width }
      return FixedWidth.Field(
        "column_\(index + 1)", start: start, width: width,
        alignment: isRight(body, start..<start + width) ? .right : .left)
    }
    let shape = FixedWidth(
      fields: fields, recordLength: length, dataTag: tag.isEmpty ? nil : tag, newline: sample.newline)
    var found = FoundForm(
      form: FeedForm(encoding: encoding.encoding, compression: sample.compression, shape: .fixedWidth(shape)),
      hasNames: false, records: sample.lines - (trailer ? 1 : 0))
    found.evidence = [
      ("width", "\(share(modal.value, of: sample.head.count)) of the lines have \(length) bytes"),
      (
        "columns",
        widths == nil
          ? "edges are where the bytes change their kind: compare them with the sender's layout, or say --widths"
          : "widths as given"
      ),
    ]
    if !tag.isEmpty { found.evidence.append(("tag", "every record begins so, and the last line does not")) }
    if trailer { found.trailer = (sample.tail.last).flatMap(encoding.text) }
    let blanks = body.prefix(500).count { $0.contains(0x20) }
    return FoundWidths(form: found, isPadded: blanks * 2 > min(body.count, 500))
  }

  /// What every record begins with where the last line is of another kind.
  private static func tag(_ records: [[UInt8]], last: [UInt8]) -> (tag: String, hasTrailer: Bool) {
    guard let first = records.first?.first, let end = last.first else { return ("", false) }
    let isOther = end != first && records.dropLast().allSatisfy { $0.first == first }
    guard isOther, 0x41...0x5A ~= first || first == UInt8(ascii: "#") else {
      return ("", isOther && last.count != records[0].count)
    }
    return (String(UnicodeScalar(first)), true)
  }

  private static func isRight(_ records: [[UInt8]], _ range: Range<Int>) -> Bool {
    let padded = records.filter { $0[range.lowerBound] == 0x20 || $0[range.upperBound - 1] == 0x20 }
    let right = padded.count { $0[range.lowerBound] == 0x20 && $0[range.upperBound - 1] != 0x20 }
    return !padded.isEmpty && right * 2 > padded.count
  }
}

/// Where columns of fixed width may begin: at places where the bytes of nearly all records change their kind.
struct EdgeFinder {
  var widths: [Int] = []

  /// Of a thousand records, how many have a blank, a digit, an ASCII letter, another byte at a place.
  private struct Place {
    var blank = 0
    var digit = 0
    var letter = 0
    var other = 0

    /// Which kinds stand there beside blanks.
    var kinds: Int { (digit > 20 ? 1 : 0) | (letter > 20 ? 2 : 0) | (other > 20 ? 4 : 0) }
  }

  init(_ records: [[UInt8]], from start: Int) {
    guard let length = records.first?.count, length > start else { return }
    var places = [Place](repeating: Place(), count: length)
    let sample = records.prefix(2000)
    for record in sample {
      for (index, byte) in record.enumerated() {
        switch byte {
        case 0x20: places[index].blank += 1
        case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "-"): places[index].digit += 1
        case 0x41...0x5A, 0x61...0x7A: places[index].letter += 1
        default: places[index].other += 1
        }
      }
    }
    for index in places.indices {
      places[index].blank = places[index].blank * 1000 / sample.count
      places[index].digit = places[index].digit * 1000 / sample.count
      places[index].letter = places[index].letter * 1000 / sample.count
      places[index].other = places[index].other * 1000 / sample.count
    }
    var begin = start
    for index in start + 1..<length where isEdge(places, index) {
      widths.append(index - begin)
      begin = index
    }
    widths.append(length - begin)
  }

  private func isEdge(_ places: [Place], _ at: Int) -> Bool {
    let (before, here) = (places[at - 1], places[at])
    // Behind padding on the right: something begins.
    if before.blank >= 50, here.blank < 20 { return rises(places, at - 1) }
    // Padding on the left begins: the blanks grow fewer from here on.
    if before.blank < 20, here.blank >= 300 {
      var last = at
      while last + 1 < places.count, places[last + 1].blank >= 20, places[last + 1].blank <= places[last].blank {
        last += 1
      }
      let end = last + 1 < places.count ? places[last + 1].blank : here.blank
      return end < 20 && places[last].blank < here.blank
    }
    if before.blank >= 980 || here.blank >= 980 { return false }
    return before.kinds & here.kinds == 0 && before.kinds != 0 && here.kinds != 0
  }

  /// Whether the blanks that end at a place had grown more before it: padding on the right, not on the left.
  private func rises(_ places: [Place], _ at: Int) -> Bool {
    var first = at
    while first > 0, places[first - 1].blank >= 20 { first -= 1 }
    return places[first].blank <= places[at].blank
  }
}
