package import Catalog
package import Tabular

/// Makes rows canonical: one record in, one row or the reason against it out.
///
/// Asset and mapping are compiled once; after that a record costs no allocation unless it is rejected.
/// A cleanser belongs to one thread, and to one feed and business date.
package struct Cleanser: ~Copyable, Sendable {
  private let compiled: Box<Program>
  var program: Program {
    @inline(__always) unsafeAddress { unsafe compiled.address }
  }
  let values: Row<Value>
  /// The row at hand as it goes to the writer.
  let row: Row<RowValue>
  /// The index of the change's letter: 0 `I`, 1 `U`, 2 `D`.
  var change = 1
  /// The item to blame for the last rejection; -1: none.
  var blame = -1
  var scratch = Scratch()
  /// The day read last: most records of a file are of the same one.
  var lastDay = Shape.Day()
  var counts: Counts
  /// The newest value that is told, in its item's units.
  var newest = Int64.min
  /// By column of the row: in how many loaded rows it had no value.
  let nulls: Row<Int>
  /// By counter: values not as advised.
  let advised: Row<AdviceCount>
  /// By item: values that do not meet all that is advised.
  let unadvised: Row<Int>

  /// Whether rows have a `keyHash`; who compares the keys themselves does without.
  package var hashesKeys = true
  /// Of the last row's canonical key.
  package internal(set) var keyHash = KeyHash(high: 0, low: 0)
  /// The last row's tokens, by item.
  let tokens: Row<Int64>

  /// The mapping must fit the asset: one source for each item, names of its items only, a balance item that is
  /// a number. Anything else is a bug of whoever read the feed's file.
  package init(
    asset: Asset, mapping: FieldMapping, businessDate: BusinessDate, tokenKey: TokenKey
  ) {
    let program = Program(asset: asset, mapping: mapping, businessDate: businessDate, tokenKey: tokenKey)
    values = Row(
      asset.items.indices.map { Value(.pending, step: $0, piece: .empty) })
    tokens = Row(asset.items.map { _ in 0 })
    row = Row(Array(repeating: .null, count: program.outputs.count))
    counts = Counts(items: asset.items.count)
    nulls = Row(Array(repeating: 0, count: program.outputs.count))
    advised = Row(Array(repeating: AdviceCount(), count: program.counters.count))
    unadvised = Row(asset.items.map { _ in 0 })
    compiled = Box(program)
  }

  /// Cleanses one record. `text` is the window its fields lie in, UTF-8 that the reader has checked.
  ///
  /// A row goes to `rows` only when the record is clean and not filtered: it holds exactly the asset's `rowColumns`, in
  /// order.
  package mutating func cleanse<W: RowWriter & ~Copyable>(
    _ record: borrowing Record, text: RawSpan, into rows: inout W
  ) -> Outcome {
    // The window is borrowed for the whole call, and pieces of it are not kept longer.
    let window = unsafe text.withUnsafeBytes { unsafe Piece(window: $0) }
    switch judge(record, window) {
    case .row:
      compose(line: record.line)
      row.withSpan { rows.write($0) }
      return .row
    case .filtered: return .filtered
    case .rejected: return .rejected(rejection(of: record))
    }
  }

  /// What has been counted so far.
  package var tally: Tally {
    var tally = counts.tally(scale: Int(program.balance.scale))
    tally.missing = Array(repeating: 0, count: program.itemCount)
    for index in 0..<program.outputs.count where program.outputs[index].isAValue {
      tally.missing[Int(program.outputs[index].item)] = nulls[index]
    }
    tally.newest = newest == .min ? nil : program.day(ofNewest: newest)
    tally.unadvised = (0..<program.itemCount).map { unadvised[$0] }
    tally.advised = program.counters.enumerated().map { index, counter in
      Tally.Advised(
        item: program.names[counter.item], rule: counter.name, rows: advised[index].rows,
        firstLine: advised[index].firstLine)
    }
    return tally
  }
}
