/// How often and how long a server that does not answer is waited for.
struct Patience {
  private var backoff: Backoff
  private var attempt = 1
  private let limit: Int

  init(_ limits: FetchLimits) {
    backoff = Backoff(limits)
    limit = limits.attempts
  }

  /// Whether to ask again: after a wait, where the ending may have been otherwise a moment later.
  mutating func waits(out ending: Ending) throws(FeedError.RequestProblem) -> Bool {
    var asked: Int?
    let problem: FeedError.RequestProblem
    switch ending {
    case .answered(let answer) where answer.status == 429 || answer.status >= 500:
      asked = answer.retryAfter.map { $0 * 1000 }
      problem = .unavailable(status: answer.status, attempts: attempt)
    case .failed(let code): problem = .connection(code: code, attempts: attempt)
    case .refused(let problem): throw problem
    case .answered, .absent, .tooBig, .stopped: return false
    }
    guard attempt < limit else { throw problem }
    sleep(milliseconds: backoff.next(asked: asked))
    attempt += 1
    return true
  }
}
