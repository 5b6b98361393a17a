import Catalog
import Feeds
import Tabular

/// What a feed declares against what a file holds.
package struct DriftReport {
  package struct Finding: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable { case form, added, missing, renamed, moved, changed }
    package var kind: Kind
    /// The column as it is declared; of an added one as it is delivered.
    package var column: String
    package var text: String
  }

  package var feed: Feed
  package var findings: [Finding] = []
  /// In delivered order: the declared column a delivered one is; nil: it is new.
  var places: [Int?] = []
  let declared: DeclaredColumns
  let proposal: Proposal

  /// - Parameter date: codes are asked as of that day.
  init(_ feed: Feed, _ proposal: Proposal, _ catalog: DataCatalog, on date: BusinessDate, shift: WidthShift? = nil) {
    guard let asset = catalog.asset(feed.asset) else { preconditionFailure("a feed was read without its asset") }
    self.feed = feed
    self.proposal = proposal
    declared = DeclaredColumns(feed, asset)
    compareForms()
    if let shift { findings.append(Finding(kind: .form, column: "columns", text: shift.words)) }
    let match = ColumnMatch(declared, proposal, on: date)
    places = match.places
    for (index, column) in declared.columns.enumerated() where !places.contains(index) {
      let item = column.item.map { ", which gives \($0.title)" } ?? ""
      findings.append(Finding(kind: .missing, column: column.name, text: "declared as column \(index + 1)\(item)"))
    }
    for (index, place) in places.enumerated() {
      let column = proposal.columns[index]
      guard let place else {
        findings.append(
          Finding(
            kind: .added, column: column.name,
            text: "delivered as column \(index + 1): \(column.kind.words(column.profile)); \(column.reason)"))
        continue
      }
      let name = declared.columns[place].name
      if proposal.found.hasNames, column.name != name {
        findings.append(
          Finding(
            kind: .renamed, column: name,
            text: "delivered as \(DriftReport.shown(column.name)): \(match.evidence(index))"))
      }
      if match.moved.contains(index) {
        findings.append(
          Finding(kind: .moved, column: name, text: "declared as column \(place + 1), delivered as column \(index + 1)")
        )
      }
      if let text = match.change(index) { findings.append(Finding(kind: .changed, column: name, text: text)) }
    }
  }

  private mutating func compareForms() {
    let (here, there) = (feed.form, proposal.form)
    func differ(_ what: String, _ declared: String, _ delivered: String) {
      guard declared != delivered else { return }
      findings.append(Finding(kind: .form, column: what, text: "declared \(declared), delivered \(delivered)"))
    }
    if proposal.encoding.isTold { differ("encoding", here.encoding.rawValue, there.encoding.rawValue) }
    differ("compression", here.compression.rawValue, there.compression.rawValue)
    switch (here.shape, there.shape) {
    case (.delimited(let here), .delimited(let there)):
      let text = { (bytes: [UInt8]) in YAMLDraft.quoted(String(decoding: bytes, as: UTF8.self)) }
      differ("delimiter", text(here.delimiter), text(there.delimiter))
      differ("header", here.hasHeader ? "a heading" : "none", there.hasHeader ? "a heading" : "none")
      differ("newline", here.newline.rawValue, there.newline.rawValue)
      differ("preamble", "\(here.preamble) lines", "\(there.preamble) lines")
    case (.fixedWidth(let here), .fixedWidth(let there)):
      differ("width", "\(here.recordLength) bytes", "\(there.recordLength) bytes")
      differ("newline", here.newline.rawValue, there.newline.rawValue)
    case (.jsonLines, .jsonLines), (.jsonPages, .jsonPages): break
    default: differ("shape", here.shape.word, there.shape.word)
    }
  }

  /// A sender's name, bounded and without control characters.
  static func shown(_ name: String) -> String {
    String(name.unicodeScalars.prefix(40).map { $0.properties.generalCategory == .control ? "?" : Character($0) })
  }

  package var lines: [String] {
    let head = "\(feed.id) \(feed.zh): declared against \(proposal.rows.grouped) delivered rows"
    if findings.isEmpty { return [head, "  nothing differs"] }
    var table = TextTable([.left, .left, .left])
    for finding in findings { table.add([finding.kind.rawValue, DriftReport.shown(finding.column), finding.text]) }
    return [head] + table.lines.map { "  " + $0 }
  }
}

extension FeedForm.Shape {
  fileprivate var word: String {
    switch self {
    case .delimited: "delimited"
    case .fixedWidth: "fixed width"
    case .jsonLines: "JSON lines"
    case .jsonPages: "JSON pages"
    }
  }
}
