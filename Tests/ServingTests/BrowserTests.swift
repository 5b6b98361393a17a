import Foundation
import Testing

/// A real browser opens the pages of a real `granary serve`: nothing of them is blocked by their own policy, and the glyphs
/// are there. `GRANARY_PICTURES=folder` keeps pictures for a desktop, a phone and paper, in both languages.
@Suite(.serialized, .enabled(if: Browser.path != nil, "chromium is not installed"))
struct BrowserTests {
  static let pages = [
    ("overview", "/?date=2025-11-20"), ("kpi", "/kpi/KPI_DISBURSED?date=2025-11-20"),
    ("late", "/kpi/KPI_NPL_RATIO?date=2025-11-20"), ("customer", "/customer?id=7&date=2025-11-20"),
    ("labels", "/labels?date=2025-11-20"), ("opportunities", "/opportunities?date=2025-11-20"),
    ("opportunity", "/opportunities?date=2025-11-20&value=OPP_LARGE_INFLOW"),
    ("label", "/label/RETAIL_TIER?date=2025-11-20"),
    ("indicators", "/indicators?group=txn&date=2025-11-20"),
    ("indicator", "/indicator/txn_in_amt__mobile__d30?date=2025-11-20"), ("items", "/items?date=2025-11-20"),
    ("runs", "/runs?date=2025-11-20"), ("problem", "/kpi/NOT_THERE"),
  ]

  @Test func aBrowserShowsWhatWasSent() async throws {
    let served = try await ServedProcess.start(["--as", "2"])
    let run = try await Browser.run(["--dump-dom", "http://127.0.0.1:\(served.port)/?date=2025-11-20"])
    #expect(run.output.contains("不良贷款率") && run.output.contains("card troubled"), "\(run.output.prefix(400))")
    #expect(!run.errors.contains("Content Security Policy"), "\(run.errors)")
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["GRANARY_PICTURES"] != nil))
  func picturesAreKept() async throws {
    let folder = try #require(ProcessInfo.processInfo.environment["GRANARY_PICTURES"])
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let served = try await ServedProcess.start(["--as", "2"])
    for (name, target) in Self.pages {
      for language in ["zh", "en"] {
        let url = "http://127.0.0.1:\(served.port)\(target)\(target.contains("?") ? "&" : "?")lang=\(language)"
        let file = "\(folder)/\(name)-\(language)"
        try await Browser.picture(url, width: 1280, height: 1400, to: file + "-desktop.png")
        try await Browser.picture(url, width: 390, height: 1600, to: file + "-phone.png")
        _ = try await Browser.run(["--no-pdf-header-footer", "--print-to-pdf=\(file).pdf", url])
        for kind in ["-desktop.png", "-phone.png", ".pdf"] {
          #expect(FileManager.default.fileExists(atPath: file + kind), "\(file)\(kind)")
        }
      }
    }
  }
}

enum Browser {
  static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  static func picture(_ url: String, width: Int, height: Int, to file: String) async throws {
    _ = try await run(["--window-size=\(width),\(height)", "--screenshot=\(file)", url])
  }

  static func run(_ words: [String]) async throws -> (output: String, errors: String) {
    try await onThread { try open(words) }
  }

  private static func open(_ words: [String]) throws -> (output: String, errors: String) {
    let profile = FileManager.default.temporaryDirectory.appending(path: "granary-browser-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: profile) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path ?? "")
    process.arguments =
      [
        "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr",
        "--timeout=120000",
        "--no-first-run", "--disable-background-networking", "--user-data-dir=\(profile)",
      ]
      + words
    let (output, errors) = (URL(fileURLWithPath: profile + ".out"), URL(fileURLWithPath: profile + ".err"))
    defer { for file in [output, errors] { try? FileManager.default.removeItem(at: file) } }
    for file in [output, errors] { FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    return (
      String(decoding: try Data(contentsOf: output), as: UTF8.self),
      String(decoding: try Data(contentsOf: errors), as: UTF8.self)
    )
  }
}
