import Feeds
import Foundation
import Golden
import Pipelines
import Tabular
import Testing

/// What `granary check` says of endpoints and of the feeds that name them. Nobody needs the secrets for it.
@Suite struct EndpointFileTests {
  @Test(arguments: GoldenCase.suite("endpoints"))
  func diagnostics(_ golden: GoldenCase) throws {
    let project = try EndpointProject()
    try project.declare(String(decoding: golden.bytes("endpoints.yaml"), as: UTF8.self))
    if let arrives = try? golden.bytes("arrives.yaml") {
      try project.edit("Pipelines/T/declaration.yaml") { text in
        text.replacing(/arrives: .*\n/) { _ in String(decoding: arrives, as: UTF8.self) }
      }
    }
    let (read, diagnostics) = Project.read(at: project.folder)
    let actual = diagnostics.map(\.description).joined(separator: "\n") + "\n"
    #expect(try golden.difference(from: actual) == nil)
    #expect((read == nil) == diagnostics.contains { $0.severity == .error })
  }

  @Test func everyKindOfEndpointIsRead() throws {
    let project = try EndpointProject()
    try project.declare(
      """
      social: "https://127.0.0.1:8443"
      core:
        url: "sftp://files.bank.example:2222/outgoing"
        user: granary
        key: secrets/core.key
        host_key: ["SHA256:JlO8dQye6nyBGfEa4BPZUgCFmZl7SGIKLXV8iAIA+Ak", "SHA256:JlO8dQye6nyBGfEa4BPZUgCFmZl7SGIKLXV8iAIA+Ak="]
      known: { url: "sftp://[::1]/out", user: granary, password: /etc/granary/known, known_hosts: hosts }
      implicit: { url: "ftps://ftp.tax.example", user: bank, password: secrets/tax }
      explicit: { url: "ftpes://ftp.tax.example/a%20b/", user: bank, password: secrets/tax, ca: tls/tax.pem }
      open: { url: "https://files.example/rates" }
      token: { url: "https://files.example", token: secrets/files, ca: tls/files.pem }
      basic: { url: "https://files.example", user: bank, password: secrets/files }
      court: { url: "https://api.example", oauth: { url: "https://id.example/token", client: bank, secret: secrets/id, scope: read } }
      """)
    try project.edit("Pipelines/T/declaration.yaml") {
      $0.replacing("{_nn}.ctl\" }", with: "{_nn}.ctl\", from: core }")
    }
    try project.edit("Pipelines/X1/posting.yaml") {
      $0.replacing(".dat.gz\" }", with: ".dat.gz\", from: token, settles: 5m }")
    }
    try project.edit("Pipelines/G/enforcement.yaml") { $0.replacing(/\n[ ]*token: .*/) { _ in "" } }
    let (read, diagnostics) = Project.read(at: project.folder)
    #expect(diagnostics == [])
    let night = try #require(read?.night)
    let file = { (name: String) in project.folder + "/" + name }
    #expect(night.endpoints["core"]?.access.login == .key(user: "granary", file: file("secrets/core.key")))
    #expect(
      night.endpoints["core"]?.access.trust == .hostKeys(["SHA256:JlO8dQye6nyBGfEa4BPZUgCFmZl7SGIKLXV8iAIA+Ak"]))
    #expect(night.endpoints["known"]?.access.login == .password(user: "granary", file: "/etc/granary/known"))
    #expect(night.endpoints["known"]?.access.trust == .knownHosts(file: file("hosts")))
    #expect(night.endpoints["implicit"]?.transport == .ftps)
    #expect(night.endpoints["implicit"]?.access.trust == .authority(file: nil))
    #expect(night.endpoints["explicit"]?.folder.url == "ftpes://ftp.tax.example/a%20b")
    #expect(night.endpoints["open"]?.access.login == Access.Login.none)
    #expect(night.endpoints["court"]?.client?.secretFile == file("secrets/id"))
    #expect(read?.feed("T/declaration")?.source?.settles == 60)
    #expect(read?.feed("X1/posting")?.source?.settles == 300)
    guard case .pages(let pages)? = read?.feed("G/enforcement")?.arrival else { throw CocoaError(.fileNoSuchFile) }
    #expect(pages.url.hasPrefix("https://api.example/"))
  }
}

/// The shipped project, with endpoints of its own machine.
final class EndpointProject {
  let folder: String

  init() throws {
    let files = FileManager.default
    folder = files.temporaryDirectory.appending(path: "granary-endpoints-\(UUID().uuidString)").path
    let root = URL(fileURLWithPath: #filePath).appending(path: "../../..").standardized.path
    try files.createDirectory(atPath: folder + "/.granary", withIntermediateDirectories: true)
    for name in ["Catalog", "Pipelines"] { try files.copyItem(atPath: "\(root)/\(name)", toPath: "\(folder)/\(name)") }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  func declare(_ endpoints: String) throws {
    try endpoints.write(toFile: folder + "/.granary/endpoints.yaml", atomically: true, encoding: .utf8)
  }

  func edit(_ path: String, _ change: (String) -> String) throws {
    let before = try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
    let after = change(before)
    guard after != before else { throw CocoaError(.fileReadUnknown) }
    try after.write(toFile: "\(folder)/\(path)", atomically: true, encoding: .utf8)
  }
}
