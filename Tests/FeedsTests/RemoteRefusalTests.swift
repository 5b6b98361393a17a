import Feeds
import Foundation
import Senders
import Tabular
import Testing

/// Servers that are not the ones meant, and logins they do not know: each refusal says which endpoint and what to do.
@Suite(.serialized) struct RemoteRefusalTests {
  /// The problem of trying, and that its words hold no secret.
  private func refusal(_ remote: RemoteFolder) throws -> FeedError.Problem? {
    let local = try LocalDrop()
    do {
      _ = try local.bring(remote)
      return nil
    } catch let error as FeedError {
      #expect(!error.description.contains("right-"))
      #expect(error.description.contains("hint: "))
      if case .remote = error.problem {
        #expect(error.description.hasPrefix("Pipelines/night.yaml:7:3: error: endpoint core: "))
      }
      #expect(local.names == [])
      return error.problem
    }
  }

  private func remote(_ problem: FeedError.RequestProblem) -> FeedError.Problem {
    .remote(endpoint: "core", problem)
  }

  @Test func aHostKeyThatIsNotPinned() throws {
    let server = try SenderServer(.sftp)
    try server.put("X1/" + LocalDrop.name, noise(100))
    var sender = server.remote
    let right = server.fingerprint("host")
    sender.access.trust = .hostKeys([server.fingerprint("stranger")])
    #expect(try refusal(sender) == remote(.hostKey(shown: right)))
    sender.access.trust = .hostKeys([])
    #expect(try refusal(sender) == remote(.hostKey(shown: right)))
    // A trust that is none of SSH's pins nothing either.
    sender.access.trust = .authority(file: nil)
    #expect(try refusal(sender) == remote(.hostKey(shown: right)))
    let log = try String(contentsOf: server.folder.appending(path: "sshd.log"), encoding: .utf8)
    #expect(!log.contains("Accepted") && !log.contains("Failed"), "nobody has shown a key or password")
    sender.access.trust = .hostKeys([server.fingerprint("stranger"), right])
    #expect(try refusal(sender) == nil)
  }

  @Test func aHostThatIsNotKnown() throws {
    let server = try SenderServer(.sftp)
    try server.put("X1/" + LocalDrop.name, noise(100))
    var sender = server.remote
    let file = server.folder.appending(path: "known_hosts").path
    sender.access.trust = .knownHosts(file: file)
    #expect(try refusal(sender) == remote(.hostKey(shown: nil)), "no such file")
    for (key, expected) in [("stranger", remote(.hostKey(shown: nil))), ("host", nil)] {
      let text = try String(contentsOf: server.folder.appending(path: key + ".pub"), encoding: .utf8)
      try server.write("known_hosts", "[127.0.0.1]:\(server.port) \(text)")
      #expect(try refusal(sender) == expected)
    }
    // It is read, never written.
    #expect(try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").count == 1)
  }

  @Test(arguments: [SenderServer.Kind.ftps, .ftpes, .https], ["self", "expired", "server"])
  func aCertificateThatIsNotTrusted(_ kind: SenderServer.Kind, _ certificate: String) throws {
    let server = try SenderServer(kind, certificate: certificate)
    try server.put("X1/" + LocalDrop.name, noise(100))
    var sender = server.remote
    if certificate == "server" {
      #expect(try refusal(sender) == nil)
      // Another authority, the system's own, and another name.
      for file in [server.folder.appending(path: "other.pem").path, nil] {
        sender.access.trust = .authority(file: file)
        #expect(try refusal(sender) == remote(.certificate))
      }
      sender = server.remote
      sender.place = "localhost:\(server.port)"
    }
    #expect(try refusal(sender) == remote(.certificate))
    #expect(server.sent(LocalDrop.name) == (certificate == "server" ? [100] : []))
  }

  @Test func aServerWithoutTLS() throws {
    let server = try SenderServer(.ftpes, speaksTLS: false)
    try server.put("X1/" + LocalDrop.name, noise(100))
    #expect(try refusal(server.remote) == remote(.noTLS))
  }

  @Test func aLoginTheServerDoesNotKnow() throws {
    for kind in [SenderServer.Kind.ftps, .ftpes, .sftp] {
      let server = try SenderServer(kind)
      try server.put("X1/" + LocalDrop.name, noise(100))
      var sender = server.remote
      try server.secret("password", "wrong-password")
      let user = kind == .sftp ? NSUserName() : "granary"
      sender.access.login = .password(user: user, file: server.folder.appending(path: "password").path)
      #expect(try refusal(sender) == remote(.login), "\(kind)")
      sender = server.remote
      if kind == .sftp {
        sender.access.login = .key(user: NSUserName(), file: server.folder.appending(path: "stranger").path)
        #expect(try refusal(sender) == remote(.login))
        // What is no key at all.
        sender.access.login = .key(user: NSUserName(), file: server.folder.appending(path: "token").path)
        #expect(try refusal(sender) == remote(.login))
      }
    }
    let server = try SenderServer(.https)
    try server.secret("token", "wrong-token")
    #expect(try refusal(server.remote) == remote(.refused(status: 401)))
  }

  @Test(arguments: RemoteTests.kinds) func aSecretThatOthersMayRead(_ kind: SenderServer.Kind) throws {
    let server = try SenderServer(kind)
    let name = kind == .sftp ? "id" : kind == .https ? "token" : "password"
    let file = server.folder.appending(path: name).path
    for mode in [0o644, 0o640, 0o604] {
      try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
      #expect(try refusal(server.remote) == .request(.openToken))
    }
    // A link to a good one, and none at all.
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    try FileManager.default.moveItem(atPath: file, toPath: file + ".real")
    try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: file + ".real")
    #expect(try refusal(server.remote) == .request(.noToken(errno: ELOOP)))
    try FileManager.default.removeItem(atPath: file)
    #expect(try refusal(server.remote) == .request(.noToken(errno: ENOENT)))
  }

  @Test func aRedirectIsNotFollowed() throws {
    let server = try SenderServer(.https)
    var sender = server.remote
    sender.place += "/elsewhere"
    #expect(try refusal(sender) == remote(.refused(status: 302)))
  }

  @Test(arguments: RemoteTests.kinds) func aServerThatIsDown(_ kind: SenderServer.Kind) throws {
    let server = try SenderServer(kind)
    server.kill()
    guard case .remote("core", .connection(_, attempts: 1))? = try refusal(server.remote) else {
      Issue.record("a server that is down is not told as such")
      return
    }
  }
}
