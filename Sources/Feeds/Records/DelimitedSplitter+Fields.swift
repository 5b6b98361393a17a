import Tabular

extension DelimitedSplitter {
  /// Takes a line apart; returns how much of the text buffer its fields lie in, nil where they lie in the window.
  @inline(__always) func split(
    _ window: ByteView, _ line: Range<Int>, _ text: TextBuffer, into record: inout Record
  ) -> Int? {
    let declared = width
    let quoted = quotes?.walk(window, line, skipsTrails: decoder.table != nil, &record.fields)
    if let column = quoted?.faultColumn {
      record.fail(.quoting(column: column))
      return nil
    }
    switch decoder.decode(window, line, into: text) {
    case .fault(let at):
      let quotedColumn = record.fields.firstIndex { $0.upperBound > at }.map { $0 + 1 } ?? 0
      record.fail(.encoding(column: quoted == nil ? column(of: at, window, line) : quotedColumn))
      return nil
    case .inPlace:
      guard let quoted else {
        count(fieldSplit.split(window, line, into: &record.fields), declared, &record)
        return nil
      }
      count(quoted.fields, declared, &record)
      guard quoted.hasDoubledQuotes, record.fault == nil else { return nil }
      text.copy(window.part(line))
      for index in 0..<declared {
        let field = record.fields[index]
        record.fields[index] = field.lowerBound - line.lowerBound..<field.upperBound - line.lowerBound
      }
      quotes?.unescape(text, &record.fields)
      return line.count
    case .buffered(let used):
      let view = text.view(used)
      guard let quotes else {
        count(fieldSplit.split(view, 0..<used, into: &record.fields), declared, &record)
        return used
      }
      // The same walk over the decoded text: where the delivered bytes had no fault, neither has the text.
      let found = quotes.walk(view, 0..<used, skipsTrails: false, &record.fields)
      count(found.fields, declared, &record)
      if found.hasDoubledQuotes, record.fault == nil { quotes.unescape(text, &record.fields) }
      return used
    }
  }

  @inline(__always) private func count(_ delivered: Int, _ declared: Int, _ record: inout Record) {
    if delivered != declared { record.fail(.fieldCount(declared: declared, delivered: delivered)) }
  }

  /// The field, from 1, that the byte at `at` lies in: one more than the delimiters before it.
  private func column(of at: Int, _ window: ByteView, _ line: Range<Int>) -> Int {
    let prefix = TextBuffer(forRecordsOf: line.count)
    var fields: [Range<Int>] = []
    switch decoder.decode(window, line.lowerBound..<at, into: prefix) {
    case .inPlace: return fieldSplit.split(window, line.lowerBound..<at, into: &fields)
    case .buffered(let used): return fieldSplit.split(prefix.view(used), 0..<used, into: &fields)
    case .fault: return 0
    }
  }
}
