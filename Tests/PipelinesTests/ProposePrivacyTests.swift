import Catalog
import Cleansing
import Feeds
import Foundation
import Pipelines
import Tabular
import Testing

/// Drafts hold counts, shapes and names of the catalog: nothing of what a file says of anybody.
@Suite struct ProposePrivacyTests {
  /// Of every feed's file, the values of all columns above level 1.
  @Test func noValueOfAFileIsShown() throws {
    let project = try #require(ProposeBank.project)
    let known = try ProposePrivacyTests.definitions()
    var looked = 0
    for delivery in ProposeBank.deliveries {
      let feed = delivery.feed
      var request = Proposal.Request(path: delivery.path, id: feed.id, widths: feed.layout.widths)
      request.rows = 60
      let drafts = try ProposalFiles.make(request, against: nil, project)
      let text = Data((drafts.files.map(\.text).joined() + JSONLine.text(ProposalJSON(drafts, written: nil))).utf8)
      let asset = try #require(project.catalog.asset(feed.asset))
      let isOpen = feed.form.columns.indices.map { column in
        zip(asset.items, feed.mapping.sources).contains { item, source in
          Comparison.column(of: source) == column && item.level == 1
        }
      }
      var values: Set<[UInt8]> = []
      var reader = RecordReader(path: delivery.path, name: feed.id, form: feed.form)
      _ = try reader.read { record, window, _ in
        guard values.count < 1200, record.fault == nil else { return }
        for (column, field) in record.fields.enumerated() where !isOpen[column] {
          let value = field.map { unsafe window.unsafeLoad(fromByteOffset: $0, as: UInt8.self) }
          // Five digits, or one character, may stand anywhere.
          if value.count >= 6 { values.insert(value) }
        }
      }
      let shown = values.count { text.range(of: Data($0)) != nil && known.range(of: Data($0)) == nil }
      #expect(shown == 0, "\(feed.id)")
      looked += values.count
    }
    #expect(looked > 10_000)
  }

  /// All that the bank's own definitions say: it is no customer's.
  private static func definitions() throws -> Data {
    var all = Data()
    for part in ["Catalog", "Pipelines"] {
      let root = TestBank.repository.appending(path: part)
      for case let path as URL in FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil) ?? .init()
      where path.pathExtension == "yaml" {
        all += try Data(contentsOf: path)
      }
    }
    return all
  }

  struct Trap: Sendable, CustomStringConvertible {
    var description: String
    var file: String
    var control: String?
  }

  static let traps = [
    Trap(
      description: "no heading, and a first line of texts alone",
      file: "欧阳娜娜|司马相如商贸|拒绝|正常\n"
        + (1...30).map { "李\($0)|无锡贸易\($0)|同意|正常\n" }.joined()),
    Trap(
      description: "no heading, and a first line whose only number is damaged",
      file: "欧阳娜娜|司马相如商贸|X|正常\n"
        + (1...30).map { "李某|无锡贸易|\($0 * 7)|正常\n" }.joined() + "李某|司马相如商贸|5|正常\n"),
    Trap(
      description: "a last record that is damaged and holds the number of records",
      file: (1...30).map { "\(1000 + $0)|李某|12.50|正常\n" }.joined() + "欧阳娜娜|司马相如商贸|30\n"),
    Trap(
      description: "fixed width, and a last record cut off",
      file: (1...30).map { "6222\(String(1000 + $0))李四    \(String(100 + $0))\n" }.joined()
        + "7司马相如 欧阳娜娜 30\n"),
    Trap(
      description: "a control file that says who sent it", file: (1...30).map { "\(1000 + $0)|李某|12.50\n" }.joined(),
      control: "经办 欧阳娜娜 司马相如商贸 笔数 30\n"),
    Trap(description: "one line alone", file: "欧阳娜娜|司马相如商贸|正常|注册\n"),
    Trap(
      description: "members of JSON that hold people",
      file: (1...30).map { "{\"no\":\($0),\"who\":{\"name\":\"欧阳娜娜\"},\"firm\":\"司马相如商贸\"}\n" }.joined()),
  ]

  @Test(arguments: traps) func whoeverStandsInAFileStaysThere(_ trap: Trap) throws {
    let project = try #require(ProposeBank.project)
    let folder = FileManager.default.temporaryDirectory.appending(path: "granary-trap-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "TRAP_20251120.txt")
    try trap.file.write(to: path, atomically: true, encoding: .utf8)
    try trap.control?.write(to: folder.appending(path: "TRAP_20251120.ctl"), atomically: true, encoding: .utf8)
    let drafts = try ProposalFiles.make(Proposal.Request(path: path.path, id: "F1/trap"), against: nil, project)
    let text = drafts.files.map(\.text).joined()
    #expect(text.contains("form: {"))
    for name in ["欧阳", "娜娜", "司马", "相如"] { #expect(!text.contains(name), "\(text)") }
    // Nor in what is said of a file that is not as a feed declares it.
    let org = try #require(project.feed("R/org"))
    let against = try? ProposalFiles.make(Proposal.Request(path: path.path), against: org, project)
    let said = (against?.report ?? []).joined() + (against?.files.map(\.text).joined() ?? "")
    for name in ["欧阳", "娜娜", "司马", "相如"] { #expect(!said.contains(name), "\(said)") }
  }
}
