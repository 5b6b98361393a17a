/// What makes a form unusable, in words for the person who wrote it; a reader is made of a form without problems only.
extension FeedForm {
  package var problems: [String] {
    var out: [String] = []
    if columns.isEmpty { out.append("a form declares at least one column") }
    if Set(columns).count != columns.count { out.append("a column is declared twice") }
    if columns.count > 10_000 { out.append("a form declares at most 10,000 columns") }
    switch shape {
    case .delimited(let form): out += form.problems
    case .fixedWidth(let form): out += form.problems
    case .jsonLines: break
    case .jsonPages(let form):
      if encoding != .utf8 { out.append("pages of JSON are UTF-8") }
      if !(0...18).contains(form.scale) { out.append("a sum has 0 to 18 decimal places") }
    }
    return out
  }
}

extension Delimited {
  fileprivate var problems: [String] {
    var out: [String] = []
    if !(1...8).contains(delimiter.count) { out.append("a delimiter has 1 to 8 bytes") }
    if delimiter.contains(where: { $0 == 0x0A || $0 == 0x0D || $0 == 0 }) {
      out.append("a delimiter holds no line end and no NUL")
    }
    if String(validating: delimiter, as: UTF8.self) == nil { out.append("a delimiter is written in UTF-8") }
    if let quote {
      if quote < 0x20 || quote >= 0x30 { out.append("a quote is one of the ASCII marks before the digits") }
      if delimiter.contains(quote) { out.append("the delimiter holds the quote") }
      if delimiter.contains(where: { $0 >= 0x80 }) { out.append("a quoted feed's delimiter is ASCII") }
    }
    if !(0...1000).contains(preamble) { out.append("a preamble has at most 1,000 lines") }
    if !(0...16).contains(footer) { out.append("a footer has at most 16 lines") }
    if ![0, preamble].contains(preambleOpenings.count) || ![0, footer].contains(footerOpenings.count) {
      out.append("each line of a preamble or footer has its own beginning")
    }
    if hasQuotedNewlines {
      if quote == nil { out.append("quoted newlines stand between quotes") }
      if footer > 0 { out.append("a feed with quoted newlines has a trailer, no footer") }
    }
    if (trailerPrefix == nil) != (trailer == nil) { out.append("a trailer has both a prefix and a template") }
    if trailerPrefix?.isEmpty == true { out.append("a trailer's prefix is not empty") }
    return out
  }
}

extension FixedWidth {
  fileprivate var problems: [String] {
    var out: [String] = []
    if !(1...100_000).contains(recordLength) { out.append("a record has 1 to 100,000 bytes") }
    for field in fields {
      if field.start < 0 || field.width < 1 || field.start > recordLength
        || field.width > recordLength - min(field.start, recordLength)
      {
        out.append("\(field.name) does not lie inside the record")
      }
      if field.alignment == .left, field.pad >= 0x30 {
        out.append("\(field.name) is padded on the right with a byte that may end a character")
      }
      if field.pad >= 0x80 { out.append("\(field.name) is padded with a byte that is not ASCII") }
    }
    let inOrder = fields.sorted { $0.start < $1.start }
    for (field, next) in zip(inOrder, inOrder.dropFirst())
    where field.start >= 0 && field.width >= 0
      && next.start < field.start.addingReportingOverflow(field.width).partialValue
    {
      out.append("\(field.name) and \(next.name) share bytes")
    }
    if (trailerTag == nil) != (trailer == nil) { out.append("a trailer has both a tag and a template") }
    if trailerTag?.isEmpty == true || dataTag?.isEmpty == true { out.append("a tag is not empty") }
    if let trailerTag, trailerTag == dataTag { out.append("the trailer's tag is the data's") }
    return out
  }
}
