import Synchronization

/// Who fetches tokens of its own: OAuth2's client credentials (RFC 6749, section 4.4).
package struct ClientCredentials: Hashable, Sendable {
  package var tokenURL: String
  package var client: String
  /// The file of the client's secret.
  package var secretFile: String
  package var scope: String?
  package var authorityFile: String?

  package init(tokenURL: String, client: String, secretFile: String, scope: String? = nil, authorityFile: String? = nil)
  {
    self.tokenURL = tokenURL
    self.client = client
    self.secretFile = secretFile
    self.scope = scope
    self.authorityFile = authorityFile
  }
}

/// Tokens as long as they live, for one run: they are kept in memory and nowhere else.
package final class ClientTokens: Sendable {
  private struct Token: Sendable {
    var value: String
    var end: ContinuousClock.Instant
  }

  private let tokens = Mutex<[ClientCredentials: Token]>([:])

  package init() {}

  /// The token there is, or a new one.
  ///
  /// - Parameters:
  ///   - refused: a token that a server did not take, whatever life it was said to have.
  ///   - name: what errors call the delivery.
  func token(
    for client: ClientCredentials, instead refused: Secret? = nil, _ limits: FetchLimits, name: String
  ) throws(FeedError) -> Secret {
    let known = tokens.withLock { $0[client] }
    if let known, known.end > .now, known.value != refused?.value { return Secret(value: known.value) }
    let token = try ask(client, limits, name)
    tokens.withLock { $0[client] = token }
    return Secret(value: token.value)
  }

  private func ask(_ client: ClientCredentials, _ limits: FetchLimits, _ name: String) throws(FeedError) -> Token {
    func fail(_ problem: FeedError.RequestProblem) -> FeedError { FeedError(file: name, .request(problem)) }
    guard client.tokenURL.hasPrefix("https://") else { throw fail(.notHTTPS) }
    let access = Access(
      login: .password(user: percentEncoded(client.client), file: client.secretFile),
      trust: .authority(file: client.authorityFile))
    let connection = try Connection(access, limits: limits, name: name)
    let form = "grant_type=client_credentials" + (client.scope.map { "&scope=" + percentEncoded($0) } ?? "")
    let request = Request(url: client.tokenURL, kind: .form(form), headers: ["Accept: application/json"])
    var patience = Patience(limits)
    while true {
      let ending = connection.send(request)
      do throws(FeedError.RequestProblem) {
        if try patience.waits(out: ending) { continue }
      } catch {
        throw fail(error)
      }
      guard case .answered(let answer) = ending else { throw fail(.tooBig(limit: limits.pageBytes)) }
      guard answer.status == 200 else {
        throw fail([400, 401, 403].contains(answer.status) ? .client(status: answer.status) : .noTokenGiven)
      }
      guard let members = JSONMembers.read(answer.body), members["token_type"]?.lowercased() == "bearer",
        let value = members["access_token"], (1...8192).contains(value.utf8.count),
        value.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
      else { throw fail(.noTokenGiven) }
      // A token that ends while a page is asked for is fetched anew; one of which nothing is said serves a minute.
      let life = members["expires_in"].flatMap { Int($0) } ?? 90
      return Token(value: value, end: .now + .seconds(max(0, min(life, 86_400) - 30)))
    }
  }
}
