import Foundation
import Testing

/// The house as DESIGN draws it: who may import whom, downward only. The compiler misses transitive imports
/// (swift issue 70560), so this reads every `import` in the sources.
@Suite struct HouseTests {
  static let system: Set<String> = ["Foundation", "Glibc", "Synchronization", "Dispatch"]

  static let rooms: [String: Set<String>] = [
    "Tabular": [],
    "Catalog": ["Tabular", "Yams", "Crypto"],
    "Feeds": ["Tabular", "Crypto", "CLibcurl", "CIsal"],
    "Cleansing": ["Tabular", "Catalog", "Crypto"],
    "Postgres": ["Tabular", "CLibpq"],
    "Warehouse": ["Tabular", "Catalog", "Postgres", "Crypto", "CSpawn"],
    "Semantics": ["Tabular", "Catalog", "Postgres", "Warehouse", "Crypto"],
    "Pipelines": ["Tabular", "Catalog", "Feeds", "Cleansing", "Postgres", "Warehouse", "Semantics"],
    "Dashboard": ["Tabular", "Postgres", "Hummingbird", "HTTPTypes", "NIOCore", "Logging"],
    "granary": [
      "Tabular", "Catalog", "Feeds", "Postgres", "Warehouse", "Semantics", "Pipelines", "Dashboard", "ArgumentParser",
      "CMalloc",
    ],
    "SampleBank": ["Tabular", "Crypto", "CZlib", "CLibssl"],
    "samplebank": ["Tabular", "SampleBank", "ArgumentParser"],
    "CLibpq": [], "CLibcurl": [], "CIsal": [], "CZlib": [], "CLibssl": [], "CSpawn": [], "CMalloc": [],
  ]

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test func everyRoomIsDrawn() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
    #expect(Set(folders.filter { !$0.hasPrefix(".") }) == Set(Self.rooms.keys))
  }

  @Test(arguments: rooms.keys.sorted())
  func importsGoDownward(room: String) throws {
    for (file, text) in try Self.sources(of: room) {
      for line in text.split(separator: "\n") where line.contains("import ") {
        let words = line.split(separator: " ")
        guard let at = words.firstIndex(of: "import"), at <= 1, words.count > at + 1 else { continue }
        guard at == 0 || ["package", "private", "internal", "@preconcurrency"].contains(words[0]) else { continue }
        let module = String(words[at + 1])
        #expect(
          Self.rooms[room]!.contains(module) || Self.system.contains(module),
          "\(room)/\(file) imports \(module)")
      }
    }
  }

  @Test(arguments: rooms.keys.sorted())
  func filesHaveASize(room: String) throws {
    for (file, text) in try Self.sources(of: room) {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count
      #expect(lines <= 400, "\(room)/\(file) has \(lines) lines: split it by concept")
      let name = file.split(separator: "/").last!
      for word in ["Helper", "Util", "Manager"] { #expect(!name.contains(word), "\(room)/\(file)") }
      #expect(!text.contains("\npublic ") && !text.contains("  public "), "\(room)/\(file): package is the door")
    }
  }

  private static func sources(of room: String) throws -> [(String, String)] {
    let folder = root.appending(path: "Sources/\(room)")
    let files = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return try files.filter { $0.hasSuffix(".swift") }.sorted().map {
      ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
    }
  }
}
