import Catalog
import Cleansing
import Feeds
import Foundation
import Golden
import Pipelines
import SampleBank
import Tabular
import Testing

/// What `granary feed propose` makes of files of every shape: compared with what a person wrote for the same files.
@Suite struct ProposeTests {
  /// A bank's files of one date, without a warehouse.
  static let bank: (folder: String, project: Project)? = {
    let folder = FileManager.default.temporaryDirectory.appending(path: "granary-propose-\(UUID().uuidString)").path
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let generation = Generation(
      .init(folder: folder, date: TestBank.last, days: 1, customers: 150, seed: 11, dirt: 0.01))
    guard (try? generation.run()) != nil, let project = Project.read(at: TestBank.repository.path).project else {
      return nil
    }
    return (folder, project)
  }()

  static func file(_ feed: Feed, in folder: String) -> String? {
    guard case .file(let data, _) = feed.arrival else { return nil }
    let name = data.replacing("{yyyyMMdd}", with: "20251120").replacing("{_nn}", with: "")
    let path = "\(folder)/drop/\(name)"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }

  static func widths(_ feed: Feed) -> [Int]? {
    if case .fixedWidth(let shape) = feed.form.shape { shape.fields.map(\.width) } else { nil }
  }

  /// Of a file without a heading, as a person has them from the sender's layout.
  static func names(_ feed: Feed) -> [String]? {
    switch feed.form.shape {
    case .fixedWidth(let shape): shape.fields.map(\.name)
    case .delimited(let shape): shape.hasHeader ? nil : shape.header
    case .jsonLines, .jsonPages: nil
    }
  }

  /// Each feed's own asset is left out of what is known: the bank has never seen such data.
  @Test func comesCloseToWhatAPersonWrote() throws {
    let (folder, project) = try #require(Self.bank)
    var count = (feeds: 0, columns: 0, types: 0, bound: 0, standards: 0)
    var lower: [String] = []
    for feed in project.feeds {
      guard let path = Self.file(feed, in: folder), let asset = project.catalog.asset(feed.asset) else { continue }
      var request = Proposal.Request(path: path, id: feed.id, widths: Self.widths(feed), names: Self.names(feed))
      request.rows = 400
      // Levels go by everything there is; all the rest is found without the asset that has it.
      let levels = try Proposal(request, project).suggestions.map(\.level)
      request.leaving = [feed.asset]
      let proposal = try Proposal(request, project)
      count.feeds += 1
      #expect(proposal.form.compression == feed.form.compression, "\(feed.id)")
      #expect(Comparison.outside(proposal, feed) == [], "\(feed.id)")
      for (place, column) in proposal.suggestions.enumerated() {
        guard let index = feed.mapping.sources.firstIndex(where: { Comparison.column(of: $0) == place }) else {
          continue
        }
        let item = asset.items[index]
        guard column.values >= 20 else { continue }
        count.columns += 1
        if Comparison.sameType(column.type, item.type) {
          count.types += 1
        } else {
          print("\(feed.id) \(item.title): type \(item.type), proposed \(column.type)")
        }
        if let basis = item.standard?.id ?? item.codes?.id ?? (item.choice == nil ? nil : "choice") {
          count.bound += 1
          if column.basis == basis {
            count.standards += 1
          } else {
            print("\(feed.id) \(item.title): \(basis), proposed \(column.basis ?? "-")")
          }
        }
        if column.level < item.level { print("\(feed.id) \(item.title): level \(item.level), unknown \(column.level)") }
        if levels[place] < item.level {
          lower.append("\(feed.id) \(item.title): \(item.level), proposed \(levels[place])")
        }
      }
    }
    print("proposals: \(count)")
    #expect(count.feeds >= 30)
    #expect(count.types * 100 >= count.columns * 90)
    #expect(count.standards * 100 >= count.bound * 90)
    #expect(lower == [])
  }

  /// The steps a person takes: a draft is refused as long as anything is open, and sound when it is said.
  @Test(arguments: [
    "X1/account", "T/arrears", "G/housing_fund", "X3/login", "X5/relationship_manager", "R/profit_loss",
  ])
  func aDraftIsSoundWhenItIsFilledIn(_ id: String) throws {
    let (folder, project) = try #require(Self.bank)
    let feed = try #require(project.feed(id))
    let path = try #require(Self.file(feed, in: folder))
    var request = Proposal.Request(path: path, id: "NEW/drafted", widths: Self.widths(feed))
    request.rows = 300
    let drafts = try ProposalFiles.make(request, against: nil, project)
    let copy = FileManager.default.temporaryDirectory.appending(path: "granary-draft-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: copy) }
    try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
    for part in ["Catalog", "Pipelines"] {
      try FileManager.default.copyItem(at: TestBank.repository.appending(path: part), to: copy.appending(path: part))
    }
    let written = try drafts.write(to: copy.path)
    #expect(throws: ProposingError.self) { try drafts.write(to: copy.path) }
    let open = Project.read(at: copy.path).diagnostics
    #expect(!open.isEmpty && open.allSatisfy { $0.location.file.contains("NEW/drafted") })
    for path in written {
      let text = try String(contentsOfFile: path, encoding: .utf8)
      try Filling.fill(text).write(toFile: path, atomically: true, encoding: .utf8)
    }
    let (read, diagnostics) = Project.read(at: copy.path)
    #expect(diagnostics.map(\.description) == [])
    #expect(read?.feed("NEW/drafted") != nil)
  }

  /// Drafts hold counts and shapes: none of the file's longer values is in them.
  @Test func noValueOfTheFileIsShown() throws {
    let (folder, project) = try #require(Self.bank)
    for feed in project.feeds {
      guard let path = Self.file(feed, in: folder) else { continue }
      var request = Proposal.Request(path: path, id: feed.id, widths: Self.widths(feed))
      request.rows = 100
      let drafts = try ProposalFiles.make(request, against: nil, project)
      let text = drafts.files.map(\.text).joined() + JSONLine.text(ProposalJSON(drafts, written: nil))
      var values: Set<String> = []
      var reader = RecordReader(path: path, name: feed.id, form: feed.form)
      _ = try reader.read { record, window, _ in
        guard values.count < 3000 else { return }
        for field in record.fields where field.count >= 8 {
          let value = printed(window, field)
          // Names of code tables and organisations of the catalog are no customer's.
          if value.contains(where: \.isNumber) { values.insert(value) }
        }
      }
      let shown = values.filter { text.contains($0) && BusinessDate($0) == nil }
      #expect(shown.isEmpty, "\(feed.id)")
    }
  }

  private func printed(_ span: RawSpan, _ range: Range<Int>) -> String {
    String(decoding: range.map { unsafe span.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }, as: UTF8.self)
  }

  @Test(arguments: GoldenCase.suite("propose")) func draft(_ golden: GoldenCase) throws {
    let (_, project) = try #require(Self.bank)
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: golden.folder.path).first { !$0.hasPrefix("expected") })
    let request = Proposal.Request(path: golden.path(name), id: "F1/" + golden.name)
    let drafts = try ProposalFiles.make(request, against: nil, project)
    let text = drafts.files.map { "# ---- \($0.path)\n\($0.text)" }.joined()
    if let difference = try golden.difference(from: text) { Issue.record("\(difference)") }
  }
}

/// What a draft and a person's own file have in common.
private enum Comparison {
  /// What of the outer form differs.
  static func outside(_ proposal: Proposal, _ feed: Feed) -> [String] {
    switch (proposal.form.shape, feed.form.shape) {
    case (.delimited(let draft), .delimited(let own)):
      var differing: [String] = []
      if draft.delimiter != own.delimiter { differing.append("delimiter") }
      if draft.hasHeader != own.hasHeader { differing.append("header") }
      if draft.newline != own.newline { differing.append("newline") }
      if draft.preamble != own.preamble { differing.append("preamble") }
      if draft.header.count != own.header.count { differing.append("columns") }
      if own.trailer != nil, proposal.trailerPattern?.contains("{rows}") != true { differing.append("trailer") }
      return differing
    case (.fixedWidth(let draft), .fixedWidth(let own)):
      return draft.recordLength == own.recordLength && draft.dataTag == own.dataTag ? [] : ["width"]
    case (.jsonLines(let draft), .jsonLines(let own)): return Set(draft).isSubset(of: own) ? [] : ["members"]
    default: return ["shape"]
    }
  }

  static func column(of source: ItemSource) -> Int? {
    switch source {
    case .field(let index, _): index
    case .signed(let amount, _, _, _, _): amount
    case .split(let positive, _, _): positive
    case .constant, .absent: nil
    }
  }

  static func sameType(_ draft: ColumnType, _ own: ColumnType) -> Bool {
    switch (draft, own) {
    case (.text, .text), (.integer, .integer), (.date, .date), (.timestamp, .timestamp): true
    case (.decimal(_, let a), .decimal(_, let b)): a <= b
    default: false
    }
  }
}

/// What a person writes in the place of each mark.
private enum Filling {
  static func fill(_ text: String) -> String {
    var first: String?
    var lines: [String] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("  "), first == nil, line.contains(": { zh: ") {
        first = line.split(separator: ":").first.map { $0.trimmingCharacters(in: .whitespaces) }
      }
      lines.append(line)
    }
    return lines.map { line in
      let isComment = line.trimmingCharacters(in: .whitespaces).hasPrefix("#")
      guard !isComment, line.contains("TODO") else { return line }
      if line.hasPrefix("category:") { return "category: 外部数据/税务" }
      if line.hasPrefix("owner:") { return "owner: 数据管理部 吴敏" }
      if line.hasPrefix("retention:") { return "retention: 5y..10y" }
      if line.hasPrefix("key:") { return "key: [\(first ?? "")]" }
      return line.replacing("TODO", with: "见接口说明")
    }.joined(separator: "\n")
  }
}
