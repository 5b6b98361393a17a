import Feeds
import Foundation
import Pipelines
import Tabular
import Testing

/// `granary feed propose FILE --against FEED`: what is said of a file that is not as declared, and the YAML for it.
@Suite struct AgainstTests {
  private func compare(_ id: String, _ name: String, _ bytes: [UInt8]) throws -> (ProposalFiles, Project) {
    let project = try #require(ProposeBank.project)
    let folder = FileManager.default.temporaryDirectory.appending(path: "granary-against-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: name)
    try Data(bytes).write(to: path)
    let feed = try #require(project.feed(id))
    return (try ProposalFiles.make(Proposal.Request(path: path.path, id: id), against: feed, project), project)
  }

  private func text(_ id: String) throws -> String {
    let bytes = try Data(contentsOf: URL(fileURLWithPath: try #require(ProposeBank.delivery(id)).path))
    return String(decoding: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes, as: UTF8.self)
  }

  private func kinds(_ proposal: ProposalFiles) -> [String] {
    proposal.findings.map { "\($0.kind.rawValue) \($0.column)" }
  }

  /// A file as declared differs in nothing, and columns written anew are those that were declared.
  @Test func asDeclaredNothingDiffers() throws {
    let project = try #require(ProposeBank.project)
    let copy = try ProjectCopy()
    var differing: [String] = []
    for delivery in ProposeBank.deliveries {
      var request = Proposal.Request(path: delivery.path)
      request.rows = 300
      let report = try DriftReport(request, delivery.feed, project)
      differing += report.findings.map { "\(delivery.feed.id): \($0.kind.rawValue) \($0.column): \($0.text)" }
      let path = "\(copy.folder)/Pipelines/\(delivery.feed.id).yaml"
      let own = try String(contentsOfFile: path, encoding: .utf8)
      try report.feedDraft(own, project.catalog).write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(differing == [])
    let (read, diagnostics) = Project.read(at: copy.folder)
    #expect(diagnostics.map(\.description) == [])
    for feed in project.feeds {
      let anew = try #require(read?.feed(feed.id))
      #expect(anew.form == feed.form && anew.mapping == feed.mapping, "\(feed.id)")
    }
  }

  @Test func namesAndOrderOfAHeading() throws {
    let text = try text("R/org")
    let lines = text.components(separatedBy: "\r\n").dropLast().enumerated().map { index, line in
      let fields = line.components(separatedBy: ",")
      let name = index == 0 ? fields[1].replacing("机构名称", with: "机构全称") : fields[1]
      // 机构层级 goes, 联系电话 comes, 机构名称 is renamed, 启用日期 stands first.
      return [fields[4], fields[0], name, fields[2], index == 0 ? "联系电话" : "025-\(8_000_000 + index)"]
        .joined(separator: ",")
    }
    let (proposal, _) = try compare(
      "R/org", "ORG_20251121.csv", Array((lines.joined(separator: "\r\n") + "\r\n").utf8))
    #expect(kinds(proposal) == ["missing 机构层级", "moved 启用日期", "renamed 机构名称", "added 联系电话"])
    let feed = try #require(proposal.files.first { $0.path == "Pipelines/R/org.yaml" })
    #expect(feed.text.contains("\n  启用日期: open_date\n  机构号: org_no\n  机构全称: org_name   # was 机构名称\n"))
    #expect(feed.text.contains("sender: { name: 人力资源系统, contact: 人力资源部 周颖, rejects: outbox/reference }"))
    let asset = try #require(proposal.files.first { $0.path == "Catalog/assets/R/org.yaml" })
    #expect(asset.text.contains("zh: 联系电话"))
  }

  @Test func anotherType() throws {
    let text = try text("R/org")
    let changed = text.replacing(/(\d{4})-(\d\d)-(\d\d)/) { "\($0.output.3).\($0.output.2).\($0.output.1)" }
    let (proposal, _) = try compare("R/org", "ORG_20251121.csv", Array(changed.utf8))
    #expect(kinds(proposal) == ["changed 启用日期"])
    #expect(proposal.findings.first?.text.contains("delivered dd.MM.yyyy in 100%") == true)
  }

  /// Records wider by eleven bytes behind the customer's name: told by which columns still hold what they should.
  @Test func widths() throws {
    let delivery = try #require(ProposeBank.delivery("X1/account"))
    guard case .fixedWidth(let shape) = delivery.feed.form.shape else { return }
    let name = shape.fields[4]
    let lines = try SenderFile(delivery.path).unzipped()
      .split(separator: 0x0A)
    var changed: [UInt8] = []
    for line in lines {
      let end = name.start + name.width
      let isData = line.first == UInt8(ascii: "D") && line.count == shape.recordLength
      changed += isData ? line.prefix(end) + Array(repeating: 0x20, count: 11) + line.dropFirst(end) : line
      changed.append(0x0A)
    }
    let (proposal, _) = try compare("X1/account", "ACCT_20251121.dat", changed)
    let found = Set(proposal.findings.map(\.text))
    #expect(found.contains("declared \(shape.recordLength) bytes, delivered \(shape.recordLength + 11) bytes"))
    #expect(found.contains("11 bytes came in behind 客户名称: it is wider now, or a column was added there"))
  }
}
