package import Tabular

/// A sender's folder on the sender's own server.
package struct RemoteFolder: Hashable, Sendable {
  /// As an address begins.
  package enum Transport: String, Hashable, Sendable, CaseIterable {
    case sftp
    /// FTP over TLS from the first byte on.
    case ftps
    /// FTP that turns to TLS before anybody logs in (`AUTH TLS`).
    case ftpes
    case https
  }

  /// The endpoint's name.
  package var name: String
  /// Where it is declared.
  package var location: SourceLocation
  package var transport: Transport
  /// What stands behind `://`: host and port, and the folder's path, as it is written in an address.
  package var place: String
  package var access: Access
  package var limits: FetchLimits

  package init(
    name: String, location: SourceLocation, transport: Transport, place: String, access: Access,
    limits: FetchLimits = FetchLimits()
  ) {
    self.name = name
    self.location = location
    self.transport = transport
    self.place = place.hasSuffix("/") ? String(place.dropLast()) : place
    self.access = access
    self.limits = limits
  }

  package var url: String { "\(transport.rawValue)://\(place)" }

  /// A server of files by name alone: nobody can ask what it has.
  package var hasNames: Bool { transport != .https }

  /// - Parameter path: from the folder down.
  func address(of path: [String], isFolder: Bool = false) -> String {
    let scheme = transport == .ftpes ? "ftp" : transport.rawValue
    return ([scheme + "://" + place] + path.map(percentEncoded)).joined(separator: "/") + (isFolder ? "/" : "")
  }
}
