/// The postings that load, as COPY reads them: the clean ones straight from their records' bytes.
final class PostingCopy {
  private let file: CopyText
  private let memos = Words.allMemos.map { CopyText.value($0) }
  private var row: [UInt8] = []

  init(_ file: CopyText) { self.file = file }

  /// A record's values in their canonical spelling.
  func write(_ values: [String]) throws { try file.write(values) }

  /// A clean record; only its memo is not ASCII.
  func write(_ record: [UInt8], memo: Int) throws {
    row.removeAll(keepingCapacity: true)
    append(record[1..<21])
    append(record[21..<40])
    append(record[40..<46])
    for (part, mark) in PostingCopy.clock {
      row.append(contentsOf: record[part])
      row.append(mark)
    }
    append(record[60..<61])
    append(record[61..<64])
    append(record[64..<80].drop { $0 == UInt8(ascii: " ") })
    append(record[80..<82])
    append(record[82] == UInt8(ascii: " ") ? PostingCopy.nothing[...] : record[82..<101])
    append(record[101..<102])
    row.append(contentsOf: memos[memo])
    row.append(UInt8(ascii: "\n"))
    try file.write(line: row)
  }

  private func append(_ bytes: ArraySlice<UInt8>) {
    row.append(contentsOf: bytes)
    row.append(UInt8(ascii: "\t"))
  }

  private static let nothing = Array("\\N".utf8)

  /// Where a timestamp's parts stand in the record, and what follows each: `2025-11-20 08:01:02`.
  private static let clock: [(Range<Int>, UInt8)] = zip(
    [46..<50, 50..<52, 52..<54, 54..<56, 56..<58, 58..<60], "-- ::\t".utf8
  )
  .map { ($0, $1) }
}
