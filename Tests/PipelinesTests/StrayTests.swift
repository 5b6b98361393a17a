import Foundation
import Pipelines
import Tabular
import Testing

/// Files of the drop folder that nothing takes are named, and change no exit code.
@Suite struct StrayTests {
  @Test func filesOfNoFeedAreNamed() throws {
    let bank = try TestBank(customers: 60)
    let awaited = try bank.runner().status(of: TestBank.last)
    #expect(awaited.night.strays == [], "what senders send is nobody's stray, taken in or not")
    let names = [
      "X1/POST_20251120.dat", "T/X1/POST_20251120.dat.gz", "T/TAX_DECL_20251120_01.txt.gz", "T/notes.md",
      "T/TAX_CRED\u{1B}[2J.txt",
    ]
    for name in names { try SenderFile("\(bank.drop)/\(name)").write(Array("x".utf8)) }
    // Corrections to come, and the pair of another day, are awaited.
    for name in ["X1/POST_20251120_02.dat.gz", "X1/POST_20251121.dat.gz", "T/TAX_DECL_20251121.ctl"] {
      try SenderFile("\(bank.drop)/\(name)").write(Array("x".utf8))
    }
    // Due on Thursdays only.
    let weekly = try #require(bank.project.feeds.first { $0.schedule.when == .weekly(4) })
    guard case .file(let data, _) = weekly.arrival else { throw CocoaError(.fileNoSuchFile) }
    let early = data.replacing("{yyyyMMdd}", with: "20251121").replacing("{_nn}", with: "")
    try SenderFile("\(bank.drop)/\(early)").write(Array("x".utf8))

    let status = try bank.runner().status(of: TestBank.last)
    let strays = Dictionary(uniqueKeysWithValues: status.night.strays.map { ($0.location.file, $0) })
    #expect(Set(strays.keys) == Set(names.map { $0.replacing("\u{1B}", with: "?") } + [early]))
    #expect(strays.values.allSatisfy { $0.severity == .warning && $0.hint != nil })
    let hint = { (file: String) in strays[file]?.hint ?? "" }
    #expect(hint(names[0]).hasPrefix("did you mean X1/POST_20251120.dat.gz, X1/posting 会计流水? Ask 核心系统"))
    #expect(hint(names[1]).hasPrefix("did you mean X1/POST_20251120.dat.gz, X1/posting"))
    #expect(hint(names[2]).hasPrefix("did you mean T/TAX_DECL_20251120.txt.gz, T/declaration"))
    #expect(hint(names[3]) == "take it away, or declare its feed in Pipelines/")
    #expect(hint(early) == "if it is right all the same: granary run --date 2025-11-21 --feed \(weekly.id)")
    #expect(status.lines.contains("6 files in the drop folder that no tick takes:"))
    #expect(status.night.exit == awaited.night.exit)

    let json = NightJSON(status.night, command: "status").text
    #expect(json.contains(#""strays":[{"file":""#) && json.contains(#""file":"T/notes.md""#))
    let quiet = NightJSON(awaited.night, command: "status").text
    #expect(!quiet.contains("strays"))
    try FileManager.default.removeItem(atPath: bank.drop + "/X1/POST_20251120_02.dat.gz")
    let night = try bank.run(TestBank.last)
    #expect(night.strays.count == 6 && night.exit == .publishedWithRejects)
    let lines = NightSummary(of: night, clock: bank.project.night).lines
    #expect(lines.contains("6 files in the drop folder that no tick takes:"))
    #expect(lines.contains("1 more: granary status --json"))
  }
}
