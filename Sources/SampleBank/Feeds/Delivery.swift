import Tabular

/// One feed's data file of one date while it is being written: records in, bytes and answers out.
final class Delivery {
  let layout: Layout
  let date: BusinessDate
  private let file: DeliveryFile
  private let renderer: Renderer
  /// As the answer key names the file.
  private let name: String
  private var line = 0
  private(set) var tally = Tally()
  private(set) var answers: [Answer] = []

  init(_ layout: Layout, on date: BusinessDate, in night: Night, path: String, packing: DeliveryFile.Packing) throws {
    self.layout = layout
    self.date = date
    name = layout.fileName(on: date)
    file = try DeliveryFile(path, packing)
    renderer = Renderer(layout)
  }

  /// A heading line.
  func head(_ bytes: [UInt8]) throws {
    line += 1
    try file.write(bytes)
  }

  /// The trailer, which is no data record.
  func trail(_ text: String) throws { try file.write((text + "\n").utf8) }

  /// Writes a record. True where readers will have it as the state of its key.
  @discardableResult func deliver(_ draft: Draft) throws -> Bool {
    guard let bytes = renderer.record(draft.values) else { preconditionFailure("a value wider than its field") }
    line += 1
    try file.write(bytes)
    if draft.isFiltered {
      tally.filtered.add(draft.cents, draft.currency)
      return false
    }
    if let short = draft.shortForm {
      tally.normalized += 1
      answers.append(
        Answer(
          feed: layout.feed, file: name, line: line, kind: .citizenID15, item: short.item, outcome: .normalized,
          to: short.to))
    }
    tally.loaded.add(draft.cents, draft.currency)
    return true
  }

  /// Writes a record that is clean beyond doubt and already in bytes.
  func deliver(clean bytes: [UInt8], _ cents: Int64, _ currency: Currency, isFiltered: Bool) throws {
    line += 1
    try file.write(bytes)
    if isFiltered { tally.filtered.add(cents, currency) } else { tally.loaded.add(cents, currency) }
  }

  @discardableResult func close() throws -> DeliveryFile.Digests { try file.close() }
}
