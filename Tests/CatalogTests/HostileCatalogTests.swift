import Foundation
import Golden
import Tabular
import Testing

@testable import Catalog

/// Files that nobody would write: reading them ends soon and never traps.
@Suite struct HostileCatalogTests {
  private static let pieces: [String] = [
    "[", "]", "{", "}", ":", ": ", ",", "- ", "? ", "&a ", "*a ", "!t ", "<<: ", "|", ">", "'", "\"", "#", " #", "\n",
    "\r\n", "\t", "  ", "：", "，", "\u{FEFF}", "\u{2028}", "\u{85}", "\u{0}", "%", "@", "---", "...", "\\", "~", "01",
    "99999999999999999999999999999999999999", "-1e9", "\"\\x41\"", "𠮷", "é", "\u{E001}",
  ]

  private func files() throws -> [(file: CatalogFolder.File, bytes: [UInt8])] {
    let findings = Findings()
    return CatalogFolder.files(in: ShippedCatalogTests.project, findings).compactMap { file in
      YAMLFile.bytes(file.path, in: ShippedCatalogTests.project, findings).map { (file, $0) }
    }
  }

  private func mutate(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &dice) {
      let at = Int.random(in: 0...bytes.count, using: &dice)
      let end = min(bytes.count, at + Int.random(in: 0...6, using: &dice))
      let piece = Array(Self.pieces.randomElement(using: &dice)!.utf8)
      switch Int.random(in: 0..<4, using: &dice) {
      case 0: bytes.replaceSubrange(at..<end, with: [])
      case 1: bytes.replaceSubrange(at..<end, with: piece)
      case 2: bytes.insert(contentsOf: piece, at: at)
      default: if at < bytes.count { bytes[at] = UInt8.random(in: 0...255, using: &dice) }
      }
    }
    return bytes
  }

  /// What survives the guard and the parser, the readers must take; each finding has a place in the file.
  @Test func mutatedFilesNeverTrap() throws {
    let files = try files()
    var dice = Dice(state: 20_251_120)
    var sound = 0
    for round in 0..<500 {
      let (file, bytes) = files[round % files.count]
      let findings = Findings()
      var assembly = CatalogAssembly(findings: findings)
      assembly.add(file, YAMLFile.parse(mutate(bytes, &dice), file: file.path, findings))
      let resolved = assembly.catalog(today: nil)
      sound += resolved.assets.count
      for diagnostic in findings.sorted {
        #expect(diagnostic.location.file.hasPrefix("Catalog"))
        #expect(!diagnostic.message.isEmpty)
      }
    }
    #expect(sound > 0)
  }

  /// A refusal names a place that is in the file.
  @Test func placesAreInTheFile() throws {
    let files = try files()
    var dice = Dice(state: 7)
    for round in 0..<500 {
      let (file, bytes) = files[round % files.count]
      let mutated = mutate(bytes, &dice)
      let findings = Findings()
      _ = YAMLFile.parse(mutated, file: file.path, findings)
      let lines = String(decoding: mutated, as: UTF8.self).unicodeScalars.split(
        omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\r" })
      for place in findings.sorted.map(\.location) {
        #expect(place.line <= lines.count + 1, "\(place)")
      }
    }
  }

  /// Work grows with the size, not with the square of it or worse: eight times the file in at most forty times the time.
  @Test(arguments: ["a: [x, y, { z: w }]\n", "- k: v\n", "k%: { zh: 名, level: 2 }\n", "'a%': \"b: c\"\n", "# 注释\n"])
  func readingIsLinear(_ line: String) {
    let text = { (count: Int) in
      Array((0..<count).map { line.replacingOccurrences(of: "%", with: String($0)) }.joined().utf8)
    }
    let clock = ContinuousClock()
    let time = { (bytes: [UInt8]) in
      (0..<3).map { _ in clock.measure { _ = YAMLFile.parse(bytes, file: "x.yaml", Findings()) } }.min()!
    }
    let small = text(500)
    let large = text(4000)
    _ = time(small)
    #expect(time(large) < time(small) * 40 + .milliseconds(50))
  }
}
