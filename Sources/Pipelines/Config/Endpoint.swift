package import Feeds
package import Tabular

/// A sender's server, as `endpoints:` of `Pipelines/night.yaml` or a machine's own `.granary/endpoints.yaml` declare it.
package struct Endpoint: Hashable, Sendable {
  package var name: String
  package var location: SourceLocation
  package var transport: RemoteFolder.Transport
  /// What stands behind `://`.
  package var place: String
  package var access: Access
  /// Who fetches tokens for an API.
  package var client: ClientCredentials?

  package init(
    name: String, location: SourceLocation, transport: RemoteFolder.Transport, place: String, access: Access = Access(),
    client: ClientCredentials? = nil
  ) {
    self.name = name
    self.location = location
    self.transport = transport
    self.place = place
    self.access = access
    self.client = client
  }

  package var url: String { "\(transport.rawValue)://\(place)" }

  /// As a folder of files.
  package var folder: RemoteFolder {
    RemoteFolder(name: name, location: location, transport: transport, place: place, access: access)
  }

  /// Where its certificate authority's file is; nil for the system's own.
  var authorityFile: String? { if case .authority(let file) = access.trust { file } else { nil } }

  /// Where its token's file is.
  var tokenFile: String? { if case .token(let file) = access.login { file } else { nil } }
}
