import Feeds
import Foundation
import Golden
import Tabular

/// A case's `form.txt`: one `key: value` a line; `\n`, `\t` and `\\` are escapes in values.
struct CaseForm {
  var form: FeedForm
  var limits = ReadLimits()

  struct Unknown: Error { var line: String }

  init(_ text: String) throws {
    var values: [String: String] = [:]
    var fields: [FixedWidth.Field] = []
    var sums: [String: String] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      guard let colon = line.firstIndex(of: ":") else { throw Unknown(line: String(line)) }
      let key = String(line[..<colon])
      let value = line[line.index(after: colon)...].dropFirst().replacing("\\n", with: "\n").replacing(
        "\\t", with: "\t")
      let words = value.split(separator: " ").map(String.init)
      switch key {
      case "field":
        fields.append(
          FixedWidth.Field(
            words[0], start: Int(words[1])!, width: Int(words[2])!,
            alignment: FixedWidth.Alignment(rawValue: words.count > 3 ? words[3] : "left")!,
            pad: words.count > 4 ? words[4].utf8.first! : 0x20))
      case "sum": sums[words[0]] = words[1]
      default: values[key] = String(value)
      }
    }
    let names = (values["columns"] ?? "").split(separator: ",").map(String.init)
    let newline = FeedForm.Newline(rawValue: values["newline"] ?? "lf")!
    let template = values["template"].map { Template($0)! }
    let preamble = CaseForm.lines(values["preamble"])
    let footer = CaseForm.lines(values["footer"])
    let shape: FeedForm.Shape
    switch values["shape"] {
    case "delimited":
      shape = .delimited(
        Delimited(
          delimiter: Array((values["delimiter"] ?? "|").utf8), quote: values["quote"]?.utf8.first,
          hasHeader: values["header"] == "yes", header: names, newline: newline,
          hasQuotedNewlines: values["quoted_newlines"] == "yes",
          preamble: preamble.count, preambleOpenings: preamble.openings, footer: footer.count,
          footerOpenings: footer.openings,
          trailerPrefix: values["trailer"], trailer: template))
    case "fixed":
      shape = .fixedWidth(
        FixedWidth(
          fields: fields, recordLength: Int(values["length"]!)!, dataTag: values["tag"],
          trailerTag: values["trailer"], trailer: template, newline: newline))
    case "lines": shape = .jsonLines(names: names)
    case "pages": shape = .jsonPages(JSONPages(names: names, sums: sums))
    default: throw Unknown(line: values["shape"] ?? "no shape")
    }
    form = FeedForm(
      encoding: FeedForm.Encoding(rawValue: values["encoding"] ?? "utf8")!,
      compression: FeedForm.Compression(rawValue: values["compression"] ?? "none")!, shape: shape)
    form.drift = Drift(
      answer: Drift.Answer(rawValue: values["drift"] ?? "refuse")!,
      order: Drift.Order(rawValue: values["order"] ?? "as declared")!,
      additions: (values["additions"] ?? "").split(separator: ",").map(String.init))
    if let limit = values["limit"] { limits.record = Int(limit)! }
    if let content = values["content"] { limits.content = Int(content)! }
    if let ratio = values["ratio"] { (limits.ratio, limits.ratioFrom) = (Int(ratio)!, 0) }
  }
}

extension CaseForm {
  /// A number of lines, or how each of them begins, set apart by `|`.
  private static func lines(_ text: String?) -> (count: Int, openings: [String]) {
    guard let text else { return (0, []) }
    if let count = Int(text) { return (count, []) }
    let openings = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    return (openings.count, openings)
  }
}

/// What a reader makes of a file, as text: a line for each record, then the summary or the error.
func transcript(_ path: String, _ form: FeedForm, limits: ReadLimits) -> String {
  var out = ""
  var reader = RecordReader(path: path, name: "feed.dat", form: form, limits: limits)
  do {
    let summary = try reader.read { record, text, raw in
      out += "\(record.line) @\(record.offset)"
      if let fault = record.fault {
        out += " \(fault.rule) \(fault.column)"
        if case .fieldCount(let declared, let delivered) = fault {
          out += " declared \(declared) delivered \(delivered)"
        }
        if case .recordLength(let declared, let delivered) = fault {
          out += " declared \(declared) delivered \(delivered)"
        }
        out += " raw \(record.raw.count) bytes {\(printed(raw, record.raw))}"
      }
      for field in record.fields { out += " [\(printed(text, field))]" }
      out += "\n"
    }
    out +=
      "records \(summary.records) lines \(summary.lines) bytes \(summary.bytes) sha256 \(summary.contentHash.short)\n"
    if let drift = summary.drift { out += "\(drift)\n" }
    if let trailer = summary.trailer {
      out += "\(trailer.source.rawValue) rows \(trailer.rows.map(String.init) ?? "-")"
      out += " date \(trailer.businessDate?.description ?? "-")"
      for (item, sum) in trailer.sums.sorted(by: { $0.key < $1.key }) { out += " \(item) \(sum)" }
      out += " at \(trailer.location?.description ?? "-")\n"
    }
  } catch {
    // How many records came before it depends on the threads; nothing of them is kept anyway.
    out = "\(error)\n"
  }
  return out
}

/// Text as it is; what is not text, and control characters, as hexadecimal.
func printed(_ span: RawSpan, _ range: Range<Int>) -> String {
  let bytes = range.map { unsafe span.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
  guard let text = String(validating: bytes, as: UTF8.self) else {
    return bytes.map { 0x20...0x7E ~= $0 ? String(UnicodeScalar($0)) : "\\" + String($0, radix: 16) }.joined()
  }
  return text.unicodeScalars.map { $0.value < 0x20 ? "\\" + String($0.value, radix: 16) : String($0) }.joined()
}
