import Feeds
import Foundation

/// Finds what sets the fields of a file apart, which line names them, and what around them is no record.
struct FoundDelimiter {
  var delimiter: String
  var quote: Character?
  /// Fields that most lines have, and of a thousand lines how many do.
  var fields: Int
  var sharePerMille: Int

  private static let candidates = ["|@|", "@|@", "|+|", "^|^", "||", "|", "\t", ";", ",", "\u{1}", "^", "~"]

  static func find(_ sample: FileSample, _ encoding: FoundEncoding) -> FoundDelimiter? {
    let lines = sample.head.prefix(2000).compactMap(encoding.text)
    guard !lines.isEmpty else { return nil }
    var best: FoundDelimiter?
    for candidate in candidates {
      let quote: Character? =
        candidate.count == 1 && lines.contains { $0.hasPrefix("\"") || $0.contains(candidate + "\"") } ? "\"" : nil
      var counts: [Int: Int] = [:]
      for line in lines { counts[split(line, candidate, quote).count, default: 0] += 1 }
      guard let modal = counts.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }), modal.key > 1 else { continue }
      let found = FoundDelimiter(
        delimiter: candidate, quote: quote, fields: modal.key, sharePerMille: modal.value * 1000 / lines.count)
      // The first candidates hold the later ones: equal shares are the longer one's.
      if found.sharePerMille > (best?.sharePerMille ?? 0) + 20 { best = found }
    }
    return best
  }

  static func split(_ line: String, _ delimiter: String, _ quote: Character?) -> [String] {
    guard let quote, let mark = delimiter.first, delimiter.count == 1 else {
      return line.components(separatedBy: delimiter)
    }
    var fields: [String] = []
    var field = ""
    var isQuoted = false
    for character in line {
      if character == quote {
        isQuoted.toggle()
      } else if character == mark, !isQuoted {
        fields.append(field)
        field = ""
      } else {
        field.append(character)
      }
    }
    return fields + [field]
  }

  func form(_ sample: FileSample, _ encoding: FoundEncoding) -> FoundForm {
    let rows = sample.head.map { encoding.text($0).map { Self.split($0, delimiter, quote) } }
    let preamble = rows.prefix(10).prefix { $0?.count != fields }.count
    let tail = sample.tail.map { encoding.text($0).map { Self.split($0, delimiter, quote) } }
    var footer = 0
    while footer < min(4, tail.count - 1, sample.lines - preamble - 1),
      tail[tail.count - 1 - footer]?.count != fields
    { footer += 1 }
    let body = rows.dropFirst(preamble).compactMap(\.self).filter { $0.count == fields }
    let heading = HeadingSign(body)
    let names = heading.isHeading ? body[0] : (1...fields).map { "column_\($0)" }
    let records = sample.lines - preamble - footer - (heading.isHeading ? 1 : 0)
    let shape = Delimited(
      delimiter: Array(delimiter.utf8), quote: quote?.asciiValue, hasHeader: heading.isHeading, header: names,
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

/// Whether the first line names the columns, and what speaks for it.
struct HeadingSign {
  var isHeading = false
  var evidence = ""

  init(_ rows: [[String]]) {
    guard let first = rows.first else { return }
    let rest = rows.dropFirst().prefix(200)
    let isName = { (text: String) in
      !text.isEmpty && text.count <= 40 && Int(text) == nil && Double(text) == nil
        && !text.allSatisfy { $0.isNumber || "-/:. +,".contains($0) }
    }
    let areNames = first.allSatisfy(isName) && Set(first).count == first.count
    // Columns whose values are numbers, dates or of one length, while the first line's is not.
    let unlike = first.indices.filter { index in
      let values = rest.map { $0[index] }.filter { !$0.isEmpty }
      guard !values.isEmpty, let length = values.first?.count else { return false }
      let areNumbers = values.count { value in value.allSatisfy { $0.isNumber || "-/:. +,".contains($0) } }
      let areSameLength = values.count { $0.count == length }
      return areNumbers * 10 >= values.count * 9
        || areSameLength * 10 >= values.count * 9 && first[index].count != length
    }
    isHeading = areNames && (rest.isEmpty || !unlike.isEmpty)
    evidence =
      !areNames
      ? "the first line holds no names"
      : unlike.isEmpty
        ? "the first line looks like the others"
        : "in \(unlike.count) of \(first.count) columns the first line is unlike all others"
  }
}
