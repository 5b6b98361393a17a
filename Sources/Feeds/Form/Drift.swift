/// What becomes of a delivery whose columns are no longer those its form declares.
package struct Drift: Hashable, Sendable {
  package enum Answer: String, Hashable, Sendable, CaseIterable {
    /// The file is refused where it is found out, and nothing of it is kept but the file.
    case refuse
    /// The file is read to its end, every record that is not as declared is held as a reject, and nothing of a file
    /// whose heading is another one is loaded.
    case quarantine
  }

  package enum Order: String, Hashable, Sendable, CaseIterable {
    case declared = "as declared"
    /// Columns are found by their names, wherever they stand.
    case named = "by name"
  }

  package var answer: Answer
  /// Of a heading; members of JSON are found by their names always.
  package var order: Order
  /// Columns or members that may come beside the declared ones, and are skipped.
  package var additions: [String]

  package init(answer: Answer = .refuse, order: Order = .declared, additions: [String] = []) {
    self.answer = answer
    self.order = order
    self.additions = additions
  }
}
