import Tabular

/// One feed's data file of one date while it is being written: records in, bytes and answers out.
final class Delivery {
  let layout: Layout
  let date: BusinessDate
  private let file: DeliveryFile
  private let renderer: Renderer
  private let stainer: Stainer
  private let proof: Proof
  /// As the answer key names the file.
  private let name: String
  /// At a low rate a file stays within the rejects its feed allows.
  private let sparesGate: Bool
  private var dice: Dice
  private var repeats = Repeats()
  private var line = 0
  private(set) var tally = Tally()
  private(set) var answers: [Answer] = []
  /// Of the record delivered last; repeats of earlier ones may have followed it.
  private(set) var lineOfRecord = 0
  private(set) var breaks: [(planned: PlannedBreak, line: Int)] = []
  /// Hears of the values that load, and their line; not of those that are delivered straight as bytes.
  private let loaded: (([String], Int) -> Void)?

  init(
    _ layout: Layout, on date: BusinessDate, path: String, packing: DeliveryFile.Packing, dirt: Double,
    seed: UInt64, loaded: (([String], Int) -> Void)? = nil
  ) throws {
    self.layout = layout
    self.date = date
    self.loaded = loaded
    name = layout.fileName(on: date)
    file = try DeliveryFile(path, packing, checksum: layout.checksum)
    renderer = Renderer(layout)
    stainer = Stainer(layout: layout, renderer: renderer)
    proof = Proof(layout, Judge(layout, on: date))
    sparesGate = dirt <= 0.02
    dice = Dice(rate: dirt, SplitMix64(seed: seed, "dirt " + layout.feed, date))
  }

  /// A heading line.
  func head(_ bytes: [UInt8]) throws {
    line += 1
    try file.write(bytes)
  }

  /// The names of the columns, in the form and encoding of the records.
  func head(in names: [String]) throws {
    guard let bytes = renderer.record(names) else { preconditionFailure("a heading wider than its fields") }
    try head(bytes)
  }

  /// Whether the next record should be dirty. Asked once for each record that is delivered straight as bytes.
  func rollsDirt() -> Bool { dice.roll() }

  /// Writes a record, clean or dirty. True where readers will have it as the state of its key.
  @discardableResult func deliver(_ draft: Draft) throws -> Bool { try deliver(draft, dirty: dice.roll()) != nil }

  /// The values that load, in their canonical spelling; nil where none do.
  func deliver(_ draft: Draft, dirty: Bool) throws -> [String]? {
    if dirty, !draft.isFiltered, draft.shortForm == nil, draft.orphan == nil, draft.breaks.isEmpty,
      let dirt = dirt(for: draft)
    {
      dice.owed -= 1
      switch dirt {
      case .stain(let stain): return try deliver(stain, of: draft)
      case .comesAgain(let gap): repeats.plan(draft, first: line + 1, after: gap)
      }
    }
    var canonical = draft.values
    if let short = draft.shortForm {
      tally.normalized += 1
      if let place = layout.fields.firstIndex(where: { $0.name == short.item }) { canonical[place] = short.to }
      answer(line + 1, .citizenID15, item: short.item, to: short.to)
    }
    if let orphan = draft.orphan {
      tally.unresolved += 1
      answer(line + 1, .unresolved, item: orphan)
    }
    try deliver(clean: bytes(of: draft), draft.cents, draft.currency, isFiltered: draft.isFiltered)
    breaks += draft.breaks.map { ($0, lineOfRecord) }
    if draft.isFiltered { return nil }
    loaded?(canonical, lineOfRecord)
    return canonical
  }

  /// Writes a record that is clean and already in bytes.
  func deliver(clean bytes: [UInt8], _ cents: Int64, _ currency: Currency, isFiltered: Bool) throws {
    try put(bytes)
    lineOfRecord = line
    if isFiltered { tally.filtered.add(cents, currency) } else { tally.loaded.add(cents, currency) }
    if line >= repeats.next { try deliverRepeats(until: line) }
  }

  /// After the last record: what the sender will declare.
  func finish() throws -> Share {
    try deliverRepeats(until: .max)
    return tally.declared
  }

  /// The trailer, which is no data record.
  func trail(_ text: String) throws { try file.write((text + "\n").utf8) }

  /// A last line that is no data, in a form of lines without a tag.
  func foot(_ bytes: [UInt8]) throws { try file.write(bytes) }

  @discardableResult func close() throws -> String? { try file.close() }

  private func put(_ bytes: [UInt8]) throws {
    line += 1
    try file.write(bytes)
  }

  private func bytes(of draft: Draft) -> [UInt8] {
    guard let bytes = renderer.record(draft.values) else { preconditionFailure("a value wider than its field") }
    return bytes
  }

  private enum Dirt {
    case stain(Stain)
    /// So many lines later.
    case comesAgain(Int)
  }

  /// Dirt of a kind by chance. Few tries, so that a kind that fits everywhere does not crowd out those that rarely
  /// fit; where none fits, a later record takes what is owed.
  private func dirt(for draft: Draft) -> Dirt? {
    let mayBeRefused = draft.mayBeRefused && !(sparesGate && (tally.rejected.rows + 1) * 25 > line)
    for _ in 0..<8 {
      let kind = DirtKind.pick(&dice.chance)
      if kind.outcome == .rejected, !mayBeRefused { continue }
      if kind == .duplicate, draft.mayBeRepeated { return .comesAgain(dice.chance.within(1...400)) }
      if let stain = stainer.stain(kind, draft, &dice.chance) { return .stain(stain) }
    }
    return nil
  }

  private func deliver(_ stain: Stain, of draft: Draft) throws -> [String]? {
    let finding = proof.confirm(stain, of: draft)
    try put(stain.bytes)
    lineOfRecord = line
    answer(line, stain.kind, item: stain.item, to: stain.to)
    if line >= repeats.next { try deliverRepeats(until: line) }
    switch stain.kind.outcome {
    case .rejected:
      if let cents = finding.cents {
        tally.rejected.add(cents, draft.currency)
      } else {
        tally.rejected.rows += 1
        if layout.balance != nil { tally.unreadable.add(draft.cents, draft.currency) }
      }
      return nil
    case .normalized: tally.normalized += 1
    case .taken: break
    case .unresolved: tally.unresolved += 1
    case .duplicate: preconditionFailure("a repeat is no stain")
    }
    tally.loaded.add(draft.cents, draft.currency)
    loaded?(finding.values, lineOfRecord)
    return finding.values
  }

  private func deliverRepeats(until line: Int) throws {
    for planned in repeats.due(at: line) {
      var draft = planned.draft
      let first = bytes(of: draft)
      Repeats.values(&draft, layout, &dice.chance)
      let second = bytes(of: draft)
      proof.confirm(repeat: second, of: first)
      try put(second)
      answer(self.line, .duplicate, of: planned.first)
      tally.duplicate.add(draft.cents, draft.currency)
    }
  }

  private func answer(_ line: Int, _ kind: DirtKind, item: String? = nil, to: String? = nil, of: Int? = nil) {
    answers.append(
      Answer(
        feed: layout.feed, file: name, line: line, kind: kind, item: item, outcome: kind.outcome, rule: kind.rule,
        to: to, of: of))
  }
}
