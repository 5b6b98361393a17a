import Catalog
import Feeds
import Tabular

/// Reads how an endpoint's server knows us and how we know it, which differs by its transport.
struct AccessReader {
  let mapping: LocatedMapping
  let project: String
  let findings: Findings

  private static let all = ["user", "password", "key", "token", "oauth", "ca", "host_key", "known_hosts"]

  func askAll() { for key in Self.all { _ = mapping.optional(key) } }

  /// Nil where something is missing or wrong; the findings say what.
  func access(by transport: RemoteFolder.Transport) -> (access: Access, client: ClientCredentials?)? {
    let known: [String] =
      switch transport {
      case .sftp: ["user", "key", "password", "host_key", "known_hosts"]
      case .ftps, .ftpes: ["user", "password", "ca"]
      case .https: ["token", "oauth", "user", "password", "ca"]
      }
    for entry in mapping.entries where Self.all.contains(entry.key.value) && !known.contains(entry.key.value) {
      findings.error(
        at: entry.key.location, mapping.about("\(entry.key.value) says nothing over \(transport.rawValue)://"),
        hint: "take it away; known there: \(known.joined(separator: ", "))")
    }
    askAll()
    switch transport {
    case .sftp:
      let trust = hostTrust()
      guard let login = login(["key", "password"]), let trust else { return nil }
      return (Access(login: login, trust: trust), nil)
    case .ftps, .ftpes:
      guard let login = login(["password"]) else { return nil }
      return (Access(login: login, trust: .authority(file: file("ca"))), nil)
    case .https: return web()
    }
  }

  /// A user, and exactly one of the ways to prove it.
  private func login(_ ways: [String]) -> Access.Login? {
    let user = mapping.requiredText("user", hint: "write user: the name that the sender gave us")
    guard let way = one(of: ways, "what proves the user"), let file = file(way), let user else { return nil }
    return way == "key" ? .key(user: user.value, file: file) : .password(user: user.value, file: file)
  }

  /// The one of some keys that is there; none and two are reported.
  private func one(of keys: [String], _ what: String) -> String? {
    let there = keys.filter { mapping.optional($0) != nil }
    if there.count == 1 { return there[0] }
    let names = keys.map { "\($0):" }.joined(separator: " or ")
    if there.isEmpty {
      findings.error(at: mapping.location, mapping.about("\(what) is missing"), hint: "write \(names)")
    } else {
      findings.error(
        at: mapping.place(of: there[1]), mapping.about("\(what) is said twice"), hint: "write \(names), not both")
    }
    return nil
  }

  private func hostTrust() -> Access.Trust? {
    guard let way = one(of: ["host_key", "known_hosts"], "how the server is known") else { return nil }
    if way == "known_hosts" { return file(way).map { .knownHosts(file: $0) } }
    guard let node = mapping.optional(way) else { return nil }
    let texts: [Located<String>]
    if case .list(let nodes) = node.content {
      texts = node.texts(mapping.about(way), findings) ?? []
      if nodes.isEmpty { findings.error(at: node.location, mapping.about("host_key names no key"), hint: keyHint) }
    } else {
      texts = node.text(mapping.about(way), findings).map { [$0] } ?? []
    }
    var keys: Set<String> = []
    var isSound = true
    for text in texts {
      let bare = text.value.hasSuffix("=") ? text.value.dropLast() : text.value[...]
      if bare.wholeMatch(of: /SHA256:[A-Za-z0-9+\/]{43}/) != nil {
        keys.insert(String(bare))
      } else {
        isSound = false
        findings.error(
          at: text.location, mapping.about("host_key is no SHA-256 fingerprint of a key"), hint: keyHint)
      }
    }
    return isSound && !keys.isEmpty ? .hostKeys(keys) : nil
  }

  private var keyHint: String { "as ssh-keygen -lf prints it: SHA256: and 43 characters" }

  /// Over HTTPS: nothing, a token, a client that fetches tokens, or a user with a password.
  private func web() -> (Access, ClientCredentials?)? {
    let trust = Access.Trust.authority(file: file("ca"))
    let ways = ["token", "oauth", "password"].filter { mapping.optional($0) != nil }
    guard ways.count <= 1 else {
      _ = one(of: ways, "how the server knows us")
      return nil
    }
    switch ways.first {
    case "token": return file("token").map { (Access(login: .token(file: $0), trust: trust), nil) }
    case "password": return login(["password"]).map { (Access(login: $0, trust: trust), nil) }
    case "oauth": return client().map { (Access(trust: trust), $0) }
    default:
      if mapping.optional("user") == nil { return (Access(trust: trust), nil) }
      return login(["password"]).map { (Access(login: $0, trust: trust), nil) }
    }
  }

  private func client() -> ClientCredentials? {
    guard let oauth = mapping.optionalMapping("oauth") else { return nil }
    defer { oauth.finish() }
    let url = oauth.requiredText("url", hint: "write url: the address that gives tokens")
    let id = oauth.requiredText("client")
    let secret = oauth.requiredText("secret", hint: "write secret: the name of a file of mode 0600")
    let scope = oauth.optionalText("scope")
    guard let url, let id, let secret, let address = AddressText(url, oauth.subject, findings) else { return nil }
    guard address.transport == .https else {
      findings.error(at: url.location, oauth.about("tokens come over https:// alone"), hint: "write url: \"https://…\"")
      return nil
    }
    return ClientCredentials(
      tokenURL: url.value, client: id.value, secretFile: path(secret.value), scope: scope?.value,
      authorityFile: file("ca"))
  }

  private func file(_ key: String) -> String? { mapping.optionalText(key).map { path($0.value) } }

  private func path(_ text: String) -> String { text.hasPrefix("/") ? text : project + "/" + text }
}
