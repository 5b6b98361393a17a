import Tabular

extension LabelAudit {
  /// A line a finding, and what was looked at.
  package var lines: [String] {
    let width = findings.map(\.label.count).max() ?? 0
    return findings.map { finding in
      let label = finding.label + String(repeating: " ", count: width - finding.label.count)
      return "\(finding.kind.word) \(label)  \(finding.zh)  \(finding.words)"
    } + [
      "\(findings.isEmpty ? "Nothing to look at" : "\(findings.count.grouped) to look at") "
        + "among \(labels.grouped) labels with \(values.grouped) values on \(date)."
    ]
  }
}

extension LabelAudit.Kind {
  /// Of one width.
  fileprivate var word: String { rawValue + String(repeating: " ", count: 9 - rawValue.count) }
}

extension LabelAudit.Finding {
  fileprivate var words: String {
    let shown = values.prefix(8).joined(separator: ", ") + (values.count > 8 ? ", …" : "")
    let some = values.isEmpty ? "" : "\(values.count.grouped) of \(valueCount.grouped) values: \(shown); "
    switch kind {
    case .idle: return "is about nobody"
    case .dead: return some + "none of \(customers.grouped) customers has it"
    case .universal: return some + "all \(customers.grouped) customers it is about have it"
    case .unknown: return "it is known of none of \(customers.grouped) customers"
    case .identical:
      let own = values.first.map { "=\($0) " } ?? ""
      return own + "the same \(customers.grouped) customers have \(same.joined(separator: ", "))"
    }
  }
}
