import Catalog
import Postgres
package import Tabular
package import Warehouse

/// Labels that tell nobody apart from anybody (标签体检): what a steward retires, mends or makes an alias.
package struct LabelAudit: Hashable, Sendable, Encodable {
  package enum Kind: String, Hashable, Sendable, Encodable, CaseIterable {
    /// About nobody at all: its population is empty.
    case idle
    /// Nobody has it.
    case dead
    /// Everybody it is about has it.
    case universal
    /// It is known of nobody it is about.
    case unknown
    /// The same customers have another one, and there are some.
    case identical
  }

  package struct Finding: Hashable, Sendable, Encodable {
    package var kind: Kind
    package var label: String
    package var zh: String
    /// Of a label with values: those it is true of, by code.
    package var values: [String] = []
    /// How many it has in all.
    package var valueCount = 0
    package var customers = 0
    /// Of identical ones: the others, as `LABEL` or `LABEL=VALUE`.
    package var same: [String] = []
  }

  package var formatVersion = "1.0"
  package var command = "semantics audit"
  package var date: String
  /// Labels that were looked at, and their values.
  package var labels: Int
  package var values: Int
  package var findings: [Finding]

  init(date: BusinessDate, _ audited: [AuditedLabel]) {
    self.date = date.description
    labels = Set(audited.map(\.label)).count
    values = audited.count
    let counts = Dictionary(grouping: audited, by: \.label).mapValues(\.count)
    findings = LabelAudit.idle(audited, counts) + LabelAudit.identical(audited, counts)
  }

  /// Those without a word to say, each label once.
  private static func idle(_ audited: [AuditedLabel], _ counts: [String: Int]) -> [Finding] {
    var findings: [Finding] = []
    for value in audited {
      guard let kind = value.kind else { continue }
      // Of a label with values, some may be dead or universal; it is about nobody, or known of nobody, as a whole.
      let isOfValues = !value.value.isEmpty && (kind == .dead || kind == .universal)
      if let known = findings.lastIndex(where: { $0.label == value.label && $0.kind == kind }) {
        if isOfValues { findings[known].values.append(value.value) }
        continue
      }
      findings.append(
        Finding(
          kind: kind, label: value.label, zh: value.labelZh, values: isOfValues ? [value.value] : [],
          valueCount: counts[value.label] ?? 1, customers: value.population))
    }
    return findings.sorted { ($0.kind.order, $0.label) < ($1.kind.order, $1.label) }
  }

  private static func identical(_ audited: [AuditedLabel], _ counts: [String: Int]) -> [Finding] {
    let alive = audited.filter { $0.yes > 0 }
    let groups = Dictionary(grouping: alive, by: \.members).values.filter { $0.count > 1 }
    return groups.map { group in
      let first = group[0]
      return Finding(
        kind: .identical, label: first.label, zh: first.labelZh, values: first.value.isEmpty ? [] : [first.value],
        valueCount: counts[first.label] ?? 1, customers: first.yes, same: group.dropFirst().map(\.name))
    }.sorted { ($0.label, $0.values.first ?? "") < ($1.label, $1.values.first ?? "") }
  }
}

extension LabelAudit.Kind {
  fileprivate var order: Int { LabelAudit.Kind.allCases.firstIndex(of: self)! }
}

/// What one label, or one value of it, says of all customers.
struct AuditedLabel: Hashable, Sendable {
  var label: String
  /// Empty where the label is true or not.
  var value: String
  var zh: String
  var population: Int
  var yes: Int
  var unknown: Int
  /// Who has it, 64 customers a word.
  var members: [UInt64]

  var labelZh: String { zh.firstIndex(of: "：").map { String(zh[..<$0]) } ?? zh }
  var name: String { value.isEmpty ? label : "\(label)=\(value)" }

  fileprivate var kind: LabelAudit.Kind? {
    if population == 0 { return .idle }
    if unknown == population { return .unknown }
    if yes == 0 { return .dead }
    return yes == population ? .universal : nil
  }
}

extension Database {
  /// Looks at all labels that are published of a date.
  ///
  /// - Throws: `ReadingError.awaited` where none are.
  package func auditLabels(on date: BusinessDate) throws -> LabelAudit {
    let customers = try customerCount()
    let known = try knowledge(on: date)
    var audited: [AuditedLabel] = []
    for level in 1...4 {
      let stored = try StoredBits(customers: customers, self, level: level, known, without: [])
      let named = try connection.query(
        "select label_no, label, value, zh from lab.label where level = \(level)", doing: "read the labels")
      let names = Dictionary(
        named.values.map { row in (row[0].flatMap { Int32($0) } ?? 0, (row[1] ?? "", row[2] ?? "", row[3] ?? "")) },
        uniquingKeysWith: { first, _ in first })
      for (place, number) in stored.bits.numbers.enumerated() {
        guard let (label, value, zh) = names[number] else { continue }
        audited.append(
          AuditedLabel(
            label: label, value: value, zh: zh, population: stored.bits.count(place, .population),
            yes: stored.bits.count(place, .yes), unknown: stored.bits.count(place, .unknown),
            members: (0..<stored.bits.wordCount).map { stored.bits.word(place, .yes, $0) }))
      }
    }
    guard !audited.isEmpty else {
      throw ReadingError(.awaited, "audit", "no labels are computed of \(date)", hint: "granary tick")
    }
    return LabelAudit(date: date, audited.sorted { ($0.label, $0.value) < ($1.label, $1.value) })
  }
}
