import Feeds
import Tabular

/// A file's records by the very reader a night uses, each column's values counted.
struct ProfileReading {
  var profiles: [ColumnProfile]
  var rows = 0
  /// Records that could not be taken apart, by rule.
  var faults: [String: Int] = [:]
  /// Of every two of the first columns, how many pairs of values there are.
  var pairs: [[Int]: Set<UInt64>] = [:]
  /// Whether these were all of the file's records.
  var isWhole = true

  /// Keys are looked for among so many first columns.
  static let keyColumns = 6

  private struct Enough: Error {}

  static func read(_ sample: FileSample, _ found: FoundForm, rows limit: Int) throws -> ProfileReading {
    var form = found.form
    // What cannot be taken apart is counted; members that are no plain values are passed by.
    form.drift = Drift(answer: .quarantine, additions: found.nested)
    var reading = ProfileReading(profiles: form.columns.map { _ in ColumnProfile() })
    var limits = ReadLimits()
    limits.record = FileSample.longestLine
    var reader = RecordReader(path: sample.path, name: sample.name, form: form, limits: limits)
    do {
      _ = try reader.read { record, text, _ in
        guard reading.rows < limit else { throw Enough() }
        reading.add(record, text)
      }
    } catch is Enough {
      reading.isWhole = false
    }
    return reading
  }

  private mutating func add(_ record: borrowing Record, _ text: RawSpan) {
    rows += 1
    if let fault = record.fault {
      faults[fault.rule, default: 0] += 1
      return
    }
    var hashes: [UInt64] = []
    for index in profiles.indices {
      let field = record.fields[index]
      let value = field.map { unsafe text.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
      profiles[index].add(value)
      if index < ProfileReading.keyColumns {
        hashes.append(value.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 })
      }
    }
    for first in hashes.indices {
      for second in hashes.indices where second > first {
        pairs[[first, second], default: []].insert(hashes[first] &* 31 &+ hashes[second].byteSwapped)
      }
    }
  }
}
