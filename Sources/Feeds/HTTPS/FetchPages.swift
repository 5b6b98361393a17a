import Glibc
package import Tabular

extension HTTPSPages {
  /// Fetches all pages of a business date into the file `path`, one compact page a line.
  ///
  /// Pages are collected in `path.partial`; a fetch that failed goes on there at the page it failed at. The file gets
  /// its name when every page is there, agrees with the others and is on disk. Blocks its thread.
  ///
  /// - Parameter name: what errors call the delivery, for example its path below the drop folder.
  /// - Returns: what the pages declare of the whole delivery.
  package func fetch(_ date: BusinessDate, to path: String, name: String) throws(FeedError) -> Declaration {
    guard url.hasPrefix("https://") else { throw FeedError(file: name, .request(.notHTTPS)) }
    var secret: Secret?
    if let tokenFile { secret = try Secret(path: tokenFile, name: tokenFile) }
    let request = try HTTPSRequest(self, secret: secret, name: name)
    var file = try PageFile(path: path, name: name)
    try file.resume(form)
    // What an earlier fetch left may be of a delivery the sender has changed since: then all is fetched again.
    var isResumed = file.pages > 0
    while !file.isComplete {
      guard file.pages < limits.pages else { throw FeedError(file: name, .pages(.tooMany(limit: limits.pages))) }
      let number = file.pages + 1
      let body = try get(number, date, request, name)
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

  /// The body of a page, asked for as often as the limits allow.
  private func get(
    _ page: Int, _ date: BusinessDate, _ request: borrowing HTTPSRequest, _ name: String
  ) throws(FeedError) -> [UInt8] {
    let address = address(of: page, on: date)
    var wait = limits.backoff
    var attempt = 1
    func fail(_ problem: FeedError.RequestProblem) -> FeedError { FeedError(file: name, line: page, .request(problem)) }
    while true {
      var asked: Int?
      let problem: FeedError.RequestProblem
      switch request.get(address) {
      case .answered(status: 200, let body, _): return body
      case .answered(let status, _, let retryAfter) where status == 429 || status >= 500:
        asked = retryAfter.map { min($0, 86_400) * 1000 }
        problem = .unavailable(status: status, attempts: attempt)
      case .answered(let status, _, _): throw fail(.refused(status: status))
      case .untrusted: throw fail(.certificate)
      case .tooBig: throw fail(.tooBig(limit: limits.pageBytes))
      case .failed(let code): problem = .connection(code: code, attempts: attempt)
      }
      guard attempt < limits.attempts else { throw fail(problem) }
      sleep(milliseconds: min(max(wait, asked ?? 0), limits.longestWait))
      wait = min(wait * 2, limits.longestWait)
      attempt += 1
    }
  }
}

private func sleep(milliseconds: Int) {
  var rest = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
  var left = timespec()
  while unsafe nanosleep(&rest, &left) != 0, errno == EINTR { rest = left }
}
