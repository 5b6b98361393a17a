package import Tabular

extension HTTPSPages {
  /// Fetches all pages of a business date into the file `path`, one compact page a line.
  ///
  /// Pages are collected in a partial file; a fetch that failed goes on there at the page it failed at. The file gets
  /// its name when every page is there, agrees with the others and is on disk. Blocks its thread.
  ///
  /// - Parameters:
  ///   - partial: where pages are collected; nil: in `path.partial`.
  ///   - name: what errors call the delivery, for example its path below the drop folder.
  ///   - tokens: the run's.
  /// - Returns: what the pages declare of the whole delivery.
  package func fetch(
    _ date: BusinessDate, to path: String, by partial: String? = nil, name: String,
    tokens: ClientTokens = ClientTokens()
  ) throws(FeedError) -> Declaration {
    guard url.hasPrefix("https://") else { throw FeedError(file: name, .request(.notHTTPS)) }
    let access = Access(login: tokenFile.map { .token(file: $0) } ?? .none, trust: .authority(file: caFile))
    let connection = try Connection(access, limits: limits, name: name)
    let asking = Asking(pages: self, date: date, name: name, tokens: tokens)
    var file = try PageFile(path: path, partial: partial ?? path + ".partial", name: name)
    try file.resume(form)
    // What an earlier fetch left may be of a delivery the sender has changed since: then all is fetched again.
    var isResumed = file.pages > 0
    while !file.isComplete {
      guard file.pages < limits.pages else { throw FeedError(file: name, .pages(.tooMany(limit: limits.pages))) }
      let number = file.pages + 1
      let body = try asking.get(number, connection)
      let page = try Page(body, form: form, file: name, number: number)
      if try file.append(page) { continue }
      try file.clear()
      guard isResumed else { throw FeedError(file: name, line: number, .pages(.totalsChanged)) }
      isResumed = false
    }
    guard let totals = file.totals, totals.total == file.records else {
      try file.clear()
      throw FeedError(file: name, .pages(.count))
    }
    try file.publish()
    return totals.declaration(file: name)
  }

  /// What asking for a page takes.
  private struct Asking {
    let pages: HTTPSPages
    let date: BusinessDate
    let name: String
    let tokens: ClientTokens

    /// The body of a page, asked for as often as the limits allow.
    func get(_ number: Int, _ connection: borrowing Connection) throws(FeedError) -> [UInt8] {
      func fail(_ problem: FeedError.RequestProblem) -> FeedError {
        FeedError(file: name, line: number, .request(problem))
      }
      var token = try pages.client.map { client throws(FeedError) in try self.token(client, instead: nil) }
      var isRenewed = false
      var patience = Patience(pages.limits)
      while true {
        let headers = ["Accept: application/json"] + (token.map { [$0.authorization] } ?? [])
        let ending = connection.send(Request(url: pages.address(of: number, on: date), kind: .page, headers: headers))
        do throws(FeedError.RequestProblem) {
          if try patience.waits(out: ending) { continue }
        } catch {
          throw fail(error)
        }
        switch ending {
        case .answered(let answer) where answer.status == 200: return answer.body
        // A token may end before its time. One that is new and not taken either is refused.
        case .answered(let answer) where answer.status == 401 && !isRenewed:
          guard let client = pages.client else { throw fail(.refused(status: 401)) }
          token = try self.token(client, instead: token)
          isRenewed = true
        case .answered(let answer): throw fail(.refused(status: answer.status))
        default: throw fail(.tooBig(limit: pages.limits.pageBytes))
        }
      }
    }

    private func token(_ client: ClientCredentials, instead refused: Secret?) throws(FeedError) -> Secret {
      try tokens.token(for: client, instead: refused, pages.limits, name: name)
    }
  }
}
