import Tabular

/// An API that answers a business date in pages, over HTTPS with a bearer token.
package struct HTTPSPages: Hashable, Sendable {
  /// The address of a page, with `{date}` (2025-11-20) or `{yyyyMMdd}`, `{page}` (from 1) and `{size}`.
  package var url: String
  /// A file that holds the token alone on one line; only its owner may read it.
  package var tokenFile: String?
  /// The certificate authority the server's certificate is checked against; nil for the system's own.
  package var caFile: String?
  /// Records asked for in a page.
  package var pageSize: Int
  /// The members of a page, as in the feed's form.
  package var form: JSONPages
  package var limits: FetchLimits

  package init(
    url: String, tokenFile: String? = nil, caFile: String? = nil, pageSize: Int = 500, form: JSONPages,
    limits: FetchLimits = FetchLimits()
  ) {
    self.url = url
    self.tokenFile = tokenFile
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

/// What a fetch puts up with. Times are in milliseconds.
package struct FetchLimits: Hashable, Sendable {
  package var pageBytes: Int
  package var pages: Int
  package var connectTime: Int
  /// For one whole answer.
  package var answerTime: Int
  /// An answer of which nothing comes for so long is given up.
  package var silence: Int
  /// Requests made for one page before it is given up for now.
  package var attempts: Int
  /// The first wait between attempts; it doubles, and a server's Retry-After replaces it where that is longer.
  package var backoff: Int
  /// No wait is longer than this, whatever a server asks for.
  package var longestWait: Int

  package init(
    pageBytes: Int = 16 << 20, pages: Int = 100_000, connectTime: Int = 10_000, answerTime: Int = 120_000,
    silence: Int = 20_000, attempts: Int = 5, backoff: Int = 500, longestWait: Int = 60_000
  ) {
    precondition(attempts > 0 && pages > 0 && pageBytes > 0)
    self.pageBytes = pageBytes
    self.pages = pages
    self.connectTime = connectTime
    self.answerTime = answerTime
    self.silence = silence
    self.attempts = attempts
    self.backoff = backoff
    self.longestWait = longestWait
  }
}
