import Catalog
import Feeds
import Tabular

/// Reads `endpoints:`. Secrets are named by their files, which are not looked at: who checks a project need not have them.
struct EndpointReader {
  /// The project's, which files are relative to.
  let project: String
  let findings: Findings

  func endpoints(_ mapping: LocatedMapping?) -> [String: Endpoint] {
    var endpoints: [String: Endpoint] = [:]
    for entry in mapping?.entries ?? [] {
      guard let node = mapping?.optional(entry.key.value) else { continue }
      guard entry.key.value.wholeMatch(of: /[A-Za-z0-9_-]{1,64}/) != nil else {
        findings.error(
          at: entry.key.location, "an endpoint's name has 1 to 64 letters, digits, _ or -",
          hint: "rename “\(entry.key.value.prefix(40))”")
        continue
      }
      endpoints[entry.key.value] = endpoint(entry.key, node)
    }
    return endpoints
  }

  private func endpoint(_ name: Located<String>, _ node: LocatedNode) -> Endpoint? {
    let subject = "endpoint \(name.value)"
    // An address alone: of an API whose feeds say the rest.
    if case .scalar = node.content {
      guard let text = node.text(subject, findings), let address = AddressText(text, subject, findings) else {
        return nil
      }
      guard address.transport == .https else {
        findings.error(
          at: text.location,
          "\(subject): \(address.transport.rawValue):// needs a login and the server's key or certificate",
          hint: "write \(name.value): { url: …, user: …, … }")
        return nil
      }
      return Endpoint(name: name.value, location: name.location, transport: .https, place: address.place)
    }
    guard let mapping = node.mapping(subject, findings) else { return nil }
    let reader = AccessReader(mapping: mapping, project: project, findings: findings)
    let url = mapping.requiredText("url", hint: "write url: \"sftp://host/folder\"")
    let address = url.flatMap { AddressText($0, subject, findings) }
    let read = address.flatMap { reader.access(by: $0.transport) }
    // Where the address says nothing, what belongs to it cannot be told.
    if address == nil { reader.askAll() }
    mapping.finish()
    guard let address, let read else { return nil }
    return Endpoint(
      name: name.value, location: name.location, transport: address.transport, place: address.place,
      access: read.access, client: read.client)
  }
}

/// `sftp://host:port/folder`, checked.
struct AddressText {
  var transport: RemoteFolder.Transport
  /// What stands behind `://`.
  var place: String

  init?(_ text: Located<String>, _ subject: String, _ findings: Findings) {
    func fail(_ problem: String, _ hint: String) {
      findings.error(at: text.location, "\(subject): \(problem)", hint: hint)
    }
    let halves = text.value.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    guard halves.count == 2, let transport = RemoteFolder.Transport(rawValue: String(halves[0])) else {
      switch halves.count == 2 ? halves[0] : "" {
      case "ftp":
        fail(
          "plain FTP sends passwords and files in the clear",
          "ask the sender which it has: ftpes:// (AUTH TLS) or ftps:// (TLS from the first byte)")
      case "http": fail("plain HTTP sends tokens and files in the clear", "ask the sender for its https:// address")
      default: fail("url is no address that granary knows", "sftp://…, ftps://…, ftpes:// (AUTH TLS) or https://…")
      }
      return nil
    }
    let place = halves[1]
    let host = place.prefix { $0 != "/" }
    guard !host.contains("@") else {
      fail("no user and no password stand in an address", "write user: …, and password: with the name of a file")
      return nil
    }
    guard host.wholeMatch(of: /([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:([0-9]{1,5}))?/) != nil,
      AddressText.isPort(host)
    else {
      fail("url has no host, or a port that is none", "write it as sftp://host:port/folder")
      return nil
    }
    guard place.utf8.allSatisfy({ 0x21...0x7E ~= $0 }), !place.contains(where: { "?#\\\"{}".contains($0) }) else {
      fail("url has characters that an address of a folder has not", "percent-encode them, as %20 for a blank")
      return nil
    }
    guard !place.split(separator: "/").contains(where: { $0 == ".." || $0 == "." }) else {
      fail("url leads through . or ..", "write the folder's whole path")
      return nil
    }
    self.transport = transport
    self.place = String(place)
  }

  private static func isPort(_ host: Substring) -> Bool {
    guard let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") else { return true }
    return Int(host[host.index(after: colon)...]).map { 1...65_535 ~= $0 } ?? false
  }
}
