/// Proves, record by record, that what the answer key will say is what the bytes say.
struct Proof {
  private let judge: Judge
  private let layout: Layout

  init(_ layout: Layout, _ judge: Judge) {
    self.layout = layout
    self.judge = judge
  }

  /// The finding for a stained record. A stain that a reader would take otherwise is a bug of the generator.
  func confirm(_ stain: Stain, of draft: Draft) -> Finding {
    let finding = judge.judge(stain.bytes)
    switch stain.kind.outcome {
    case .rejected:
      precondition(
        finding.refusal == Finding.Refusal(item: stain.item, rule: stain.kind.rule ?? ""),
        "\(layout.feed): \(stain.kind) on \(stain.item ?? "the record") is found otherwise")
      precondition(finding.cents == nil || finding.cents == draft.cents, "a reject has its own amount or none")
    case .normalized:
      precondition(
        finding.refusal == nil && finding.taken.isEmpty && finding.respelled.map(\.item) == [stain.item]
          && finding.respelled[0].to == stain.to,
        "\(layout.feed): \(stain.kind) on \(stain.item ?? "the record") does not load in its canonical spelling")
    case .taken:
      precondition(
        finding.refusal == nil && finding.respelled.isEmpty && finding.taken.map(\.item) == [stain.item]
          && finding.taken[0].to == stain.to,
        "\(layout.feed): \(stain.kind) on \(stain.item ?? "the record") does not load as the same number")
    case .unresolved, .duplicate:
      precondition(
        finding.refusal == nil && finding.respelled.isEmpty && finding.taken.isEmpty,
        "\(layout.feed): \(stain.kind) loads as it is")
    }
    return finding
  }

  /// A repeat has the key of the first record, and neither is dirty by itself.
  func confirm(repeat second: [UInt8], of first: [UInt8]) {
    let (a, b) = (judge.judge(first), judge.judge(second))
    precondition(
      a.refusal == nil && b.refusal == nil && a.respelled.isEmpty && b.respelled.isEmpty
        && layout.key.allSatisfy { a.values[$0] == b.values[$0] },
      "\(layout.feed): a repeat is clean and has the key of the first")
  }
}
