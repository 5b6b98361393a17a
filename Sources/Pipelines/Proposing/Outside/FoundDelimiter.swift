import Feeds
import Foundation

/// Finds what sets the fields of a file apart, which line names them, and what around them is no record.
struct FoundDelimiter {
  var delimiter: String
  var quote: UInt8?
  var encoding: FeedForm.Encoding
  /// Fields that most lines have, and of a thousand lines how many do.
  var fields: Int
  var sharePerMille: Int

  private static let candidates = ["|@|", "@|@", "|+|", "^|^", "||", "|", "\t", ";", ",", "\u{1}", "^", "~"]

  static func find(_ sample: FileSample, _ encoding: FoundEncoding) -> FoundDelimiter? {
    let lines = sample.head.prefix(2000).filter { encoding.text($0) != nil }
    guard !lines.isEmpty else { return nil }
    var best: FoundDelimiter?
    for candidate in candidates {
      let quote = UInt8(ascii: "\"")
      let mark = candidate.utf8.count == 1 ? candidate.utf8.first : nil
      let hasQuotes = lines.contains { isQuoted($0, by: mark, quote) }
      var found = FoundDelimiter(
        delimiter: candidate, quote: hasQuotes ? quote : nil, encoding: encoding.encoding, fields: 0, sharePerMille: 0)
      var counts: [Int: Int] = [:]
      for line in lines { counts[found.split(line)?.count ?? 0, default: 0] += 1 }
      guard let modal = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), modal.key > 1 else { continue }
      (found.fields, found.sharePerMille) = (modal.key, modal.value * 1000 / lines.count)
      // The first candidates hold the later ones: equal shares are the longer one's.
      if found.sharePerMille > (best?.sharePerMille ?? 0) + 20 { best = found }
    }
    return best
  }

  /// Whether a field of the line begins with a quote.
  private static func isQuoted(_ line: [UInt8], by delimiter: UInt8?, _ quote: UInt8) -> Bool {
    guard let delimiter else { return false }
    return line.first == quote || zip(line, line.dropFirst()).contains { $0 == delimiter && $1 == quote }
  }

  /// The line's fields; nil where it is no text.
  private func split(_ line: [UInt8]) -> [String]? {
    FeedText(encoding).fields(line, delimiter: delimiter, quote: quote)
  }

  func form(_ sample: FileSample, _ encoding: FoundEncoding) -> FoundForm {
    let rows = sample.head.map(split)
    let preamble = rows.prefix(10).prefix { $0?.count != fields }.count
    let tail = sample.tail.map(split)
    var footer = 0
    while footer < min(4, tail.count - 1, sample.lines - preamble - 1),
      tail[tail.count - 1 - footer]?.count != fields
    { footer += 1 }
    let body = rows.dropFirst(preamble).compactMap(\.self).filter { $0.count == fields }
    let heading = HeadingSign(body)
    let names = heading.isHeading ? body[0] : (1...fields).map { "column_\($0)" }
    let records = sample.lines - preamble - footer - (heading.isHeading ? 1 : 0)
    let shape = Delimited(
      delimiter: Array(delimiter.utf8), quote: quote, hasHeader: heading.isHeading, header: names,
      newline: sample.newline, preamble: preamble, footer: footer)
    var found = FoundForm(
      form: FeedForm(encoding: encoding.encoding, compression: sample.compression, shape: .delimited(shape)),
      hasNames: heading.isHeading, records: records)
    found.evidence = [
      (
        "delimiter",
        "\(fields) fields in \(sharePerMille == 1000 ? "100%" : "\(sharePerMille / 10).\(sharePerMille % 10)%") of the lines"
      ),
      ("header", heading.evidence),
    ]
    if preamble > 0 { found.evidence.append(("preamble", "\(preamble) lines before it have other fields")) }
    if footer == 1, let last = sample.tail.last.flatMap(encoding.text), last.contains(where: \.isNumber) {
      found.trailer = last
      found.evidence.append(("trailer", "the last line has other fields and holds numbers"))
    } else if footer > 0 {
      found.evidence.append(("footer", "\(footer) lines at the end have other fields"))
    }
    return found
  }
}
