import Foundation
import Tabular
import Testing

@testable import SampleBank

@Suite struct PostingSampleTests {
  private let date = BusinessDate(daysSince2000: 9455)

  /// The clean rows are exactly those a reader of the posting file would load, in order.
  @Test func cleanRowsAreWhatLoads() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "postings-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let summary = try PostingSample(
      PostingSample.Options(
        postings: folder + "/p.gz", accounts: folder + "/a.gz", clean: folder + "/clean.tsv", date: date, rows: 5000,
        accountCount: 100, dirt: 0.1)
    ).run()
    let judge = Judge(PostingFeed.layout, on: date)
    var seen: Set<String> = []
    var rows: [String] = []
    for line in try Bank.bytes(folder + "/p.gz").split(separator: 10).dropLast() {
      let finding = judge.judge(line + [10])
      guard finding.refusal == nil, finding.values[9] != "9", seen.insert(finding.values[0]).inserted else { continue }
      var values = finding.values
      values[3] = moment(values[3])
      rows.append(values.map { $0.isEmpty ? "\\N" : $0 }.joined(separator: "\t"))
    }
    let clean = try String(contentsOfFile: folder + "/clean.tsv", encoding: .utf8)
    #expect(clean == rows.joined(separator: "\n") + "\n")
    #expect(summary.loaded == rows.count)
    #expect(summary.declared == summary.loaded + summary.rejected + summary.duplicate + summary.filtered)
    #expect(try Bank.bytes(folder + "/a.gz").split(separator: 10).count == 101)
  }

  private func moment(_ digits: String) -> String {
    let parts = Array(digits)
    let date = String(parts[0..<4]) + "-" + String(parts[4..<6]) + "-" + String(parts[6..<8])
    return date + " " + String(parts[8..<10]) + ":" + String(parts[10..<12]) + ":" + String(parts[12..<14])
  }
}
