import Cleansing
package import Warehouse

/// Tokens of single values under a warehouse's key, for whoever signs an exception to a check digit.
package struct ValueTokens {
  private let key: TokenKey

  package init(of database: Database) throws {
    guard let key = TokenKey(try database.tokenKey()) else { preconditionFailure("a token key has 16 bytes") }
    self.key = key
  }

  /// - Parameter value: canonical, as it is loaded.
  package func token(of value: String, scheme: String) -> Int64 { key.token(scheme: scheme, value: value) }
}
