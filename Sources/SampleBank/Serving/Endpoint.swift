/// An interface that answers a date in pages, to whoever has its token.
struct Endpoint: Sendable, Hashable {
  /// What its token is called by.
  let name: String
  /// The last part of its address.
  let resource: String

  static let social = Endpoint(name: "social", resource: "social-insurance")
  static let court = Endpoint(name: "court", resource: "enforcements")
  static let estate = Endpoint(name: "estate", resource: "real-estates")
  static let all = [social, court, estate]

  var path: String { "/v1/\(resource)" }
  /// Where its records wait, below the bank's folder.
  var folder: String { "api/\(resource)" }
  var tokenFile: String { "secrets/\(name).token" }
}
