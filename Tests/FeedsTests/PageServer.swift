import Feeds
import Foundation
import Senders
import Tabular

/// `pages_server.py` with certificates made for it, in a folder of its own, one for all tests.
///
/// It ends, and takes its folder away, when its input ends: with this process, however that ends.
final class PageServer: @unchecked Sendable {
  static let shared = Result { try PageServer() }

  let folder: URL
  let port: Int
  private let process = Process()
  private let input = Pipe()

  struct Failed: Error { var what: String }

  init() throws {
    folder = try temporaryFolder()
    try TestCertificates.make(in: folder)
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
      path: "Cases/https/pages_server.py")
    process.arguments = ["python3", script.path, folder.path]
    process.standardInput = input
    try process.run()
    let file = folder.appending(path: "port")
    for _ in 0..<200 {
      if let text = try? String(contentsOf: file, encoding: .utf8), let port = Int(text) {
        self.port = port
        try token("right-token", mode: 0o600)
        return
      }
      usleep(50_000)
    }
    throw Failed(what: "the page server did not start")
  }

  func token(_ text: String, mode: Int) throws {
    let path = folder.appending(path: "token").path
    try Data((text + "\n").utf8).write(to: URL(fileURLWithPath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  /// A source of pages of 3 records each, 7 in all.
  func pages(_ scenario: String) -> HTTPSPages {
    HTTPSPages(
      url: "https://127.0.0.1:\(port)/\(scenario)/v1?date={date}&page={page}&size={size}",
      tokenFile: folder.appending(path: "token").path, caFile: folder.appending(path: "ca.pem").path, pageSize: 3,
      form: JSONPages(names: ["id", "name", "paid"], sums: ["sum_paid": "paid"]),
      limits: FetchLimits(pageBytes: 100_000, attempts: 2, backoff: 10, longestWait: 2_000, seed: 1))
  }

  /// The pages asked for in a scenario, in order; 0 is a token.
  func asked(_ scenario: String) throws -> [Int] {
    ((try? String(contentsOf: folder.appending(path: "log"), encoding: .utf8)) ?? "").split(separator: "\n").compactMap
    { line in
      let words = line.split(separator: " ")
      return words[0] == scenario ? Int(words[1]) : nil
    }
  }

  /// The same, by a client that fetches its tokens.
  func clientPages(_ scenario: String, secret: String = "client-secret", mode: Int = 0o600) throws -> HTTPSPages {
    let file = folder.appending(path: "\(scenario).secret").path
    try Data((secret + "\n").utf8).write(to: URL(fileURLWithPath: file))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    var pages = pages(scenario)
    pages.tokenFile = nil
    pages.client = ClientCredentials(
      tokenURL: "https://127.0.0.1:\(port)/\(scenario)/token", client: "granary bank", secretFile: file, scope: "read",
      authorityFile: folder.appending(path: "ca.pem").path)
    return pages
  }
}

func temporaryFolder() throws -> URL {
  let folder = FileManager.default.temporaryDirectory.appending(path: "granary-feeds-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  return folder
}
