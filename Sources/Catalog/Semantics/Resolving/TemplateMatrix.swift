import Tabular

/// The matrix of a template: which cells of measures by filters by windows there are.
struct TemplateMatrix {
  struct Cell: Hashable {
    var measure: Int
    var filter: Int
    var window: Int
  }

  let template: TemplateDeclaration
  let rows: Fact.Rows
  let findings: Findings
  private let subject: String
  /// In order; without what is excluded.
  private(set) var cells: [Cell] = []
  /// Nothing was wrong with it: where it is empty, it was meant to be.
  private(set) var isSound = true

  init(_ template: TemplateDeclaration, rows: Fact.Rows, _ findings: Findings) {
    self.template = template
    self.rows = rows
    self.findings = findings
    subject = template.group.definition.title
    let before = findings.diagnostics.count
    for measure in template.measures.indices {
      for filter in template.filters.indices {
        for window in template.windows.indices where fits(measure, window) {
          cells.append(Cell(measure: measure, filter: filter, window: window))
        }
      }
    }
    checkWindows()
    exclude()
    isSound = findings.diagnostics.count == before
  }

  /// Of rows that hold, `now` is for everything but averages, and a span for averages alone.
  func fits(_ measure: Int, _ window: Int) -> Bool {
    guard let kind = template.measures[measure].kind?.value else { return false }
    let span = template.windows[window].value.span
    switch rows {
    case .happened: return span != .now && kind != .dailyAverage
    case .held: return kind == .dailyAverage ? span != .now && span != .all : span == .now
    }
  }

  private func checkWindows() {
    for (index, measure) in template.measures.enumerated() {
      guard let kind = measure.kind else { continue }
      if rows == .happened, kind.value == .dailyAverage {
        findings.error(
          at: kind.location, "\(subject): \(measure.id.value): rows that happened have no daily average",
          hint: "it is for a fact with rows: held")
      } else if rows == .held, !cells.isEmpty, !template.windows.indices.contains(where: { fits(index, $0) }) {
        findings.error(
          at: kind.location,
          "\(subject): \(measure.id.value): no window is for \(kind.value.rawValue) of rows that hold",
          hint: kind.value == .dailyAverage ? "add a span to windows, such as d30 or pm" : "add now to windows")
      }
    }
    let all = template.measures.indices
    for (index, window) in template.windows.enumerated() {
      if rows == .happened, window.value.span == .now {
        findings.error(
          at: window.location, "\(subject): rows that happened are not there now", hint: "write d1 for the day itself")
      } else if rows == .held, !all.contains(where: { fits($0, index) }), !all.isEmpty {
        findings.error(
          at: window.location, "\(subject): window \(window.value.word) fits no measure of rows that hold",
          hint: window.value.span == .all
            ? "drop it" : "now is for sum, count and the like, spans are for daily_average")
      }
    }
  }

  private mutating func exclude() {
    for one in template.exclude {
      guard let out = choose(one, "exclude") else { continue }
      let before = cells.count
      cells.removeAll { out.contains($0) }
      if cells.count == before {
        findings.error(at: one.location, "\(subject): exclude takes nothing out", hint: "delete it")
      }
    }
  }

  /// The cells a selection means; nil where it names what there is none of, which is reported.
  func choose(_ selection: TemplateDeclaration.Selection, _ role: String) -> Set<Cell>? {
    let measures = indices(selection.measures, template.measures.map(\.id.value), "\(role): measures")
    let filters = indices(selection.filters, template.filters.map(\.id.value), "\(role): filters")
    let windows = indices(selection.windows, template.windows.map(\.value.word), "\(role): windows")
    guard let measures, let filters, let windows else { return nil }
    return Set(
      cells.filter { measures.contains($0.measure) && filters.contains($0.filter) && windows.contains($0.window) })
  }

  private func indices(_ names: [Located<String>]?, _ known: [String], _ role: String) -> Set<Int>? {
    guard let names else { return Set(known.indices) }
    var found: Set<Int> = []
    var isSound = true
    for name in names {
      if let index = known.firstIndex(of: name.value) {
        found.insert(index)
        continue
      }
      isSound = false
      findings.error(
        at: name.location, "\(subject): \(role): “\(name.value.prefix(40))” is none of this template's",
        hint: Suggestion.nearest(to: name.value, among: known).map { "did you mean \($0)?" }
          ?? "one of: \(known.joined(separator: ", "))")
    }
    return isSound ? found : nil
  }
}
