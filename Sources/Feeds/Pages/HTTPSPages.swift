import Tabular

/// An API that answers a business date in pages, over HTTPS with a bearer token, which a file holds or a server gives.
package struct HTTPSPages: Hashable, Sendable {
  /// The address of a page, with `{date}` (2025-11-20) or `{yyyyMMdd}`, `{page}` (from 1) and `{size}`.
  package var url: String
  /// A file that holds the token alone on one line; only its owner may read it.
  package var tokenFile: String?
  package var client: ClientCredentials?
  /// The certificate authority the server's certificate is checked against; nil for the system's own.
  package var caFile: String?
  /// Records asked for in a page.
  package var pageSize: Int
  /// The members of a page, as in the feed's form.
  package var form: JSONPages
  package var limits: FetchLimits

  package init(
    url: String, tokenFile: String? = nil, client: ClientCredentials? = nil, caFile: String? = nil,
    pageSize: Int = 500, form: JSONPages, limits: FetchLimits = FetchLimits()
  ) {
    self.url = url
    self.tokenFile = tokenFile
    self.client = client
    self.caFile = caFile
    self.pageSize = pageSize
    self.form = form
    self.limits = limits
  }

  func address(of page: Int, on date: BusinessDate) -> String {
    url.replacing("{date}", with: date.description).replacing("{yyyyMMdd}", with: date.compact)
      .replacing("{page}", with: String(page)).replacing("{size}", with: String(pageSize))
  }
}
