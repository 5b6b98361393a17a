extension FeedError {
  /// What is wrong with an API's pages.
  package enum PageProblem: Hashable, Sendable {
    /// Not the JSON the form describes.
    case shape
    /// Not one JSON value, or one nested deeper than 64.
    case json
    case wrongPage
    /// A total that every page repeats is not the same on this one.
    case totalsChanged
    /// The pages hold another number of records than they declare.
    case count
    case tooMany(limit: Int)
  }

  /// Why a request was not answered.
  package enum RequestProblem: Hashable, Sendable {
    case notHTTPS
    /// `errno` of opening the secret's file.
    case noToken(errno: Int32)
    /// Others than its owner may read the secret's file.
    case openToken
    case badToken
    /// The server's certificate is not one we trust, or not its own.
    case certificate
    case refused(status: Int)
    /// The server kept failing; the number of attempts.
    case unavailable(status: Int, attempts: Int)
    /// No answer, or one cut off; libcurl's code.
    case connection(code: Int, attempts: Int)
    case tooBig(limit: Int)

    var mayPass: Bool {
      switch self {
      case .unavailable, .connection: true
      default: false
      }
    }

    /// The operator has to be let in by somebody: exit code 77.
    package var isPermission: Bool {
      switch self {
      case .noToken, .openToken, .badToken: true
      case .refused(let status): status == 401 || status == 403
      default: false
      }
    }
  }

  /// What is wrong with a file in the drop folder or the archive.
  package enum FolderProblem: Hashable, Sendable {
    /// Not a relative path with one `{yyyyMMdd}` or `{yyyy-MM-dd}` in its last part.
    case pattern
    case notRegular
    /// The control or marker file that completes the delivery is not there.
    case incomplete
    case controlTooBig(limit: Int)
    /// Another file of that name is already kept there.
    case occupied
    /// The file changed while it was copied.
    case changed
  }
}

extension FeedError.PageProblem {
  var message: String {
    switch self {
    case .shape: "the page does not have the members the feed's form names"
    case .json: "the page is not JSON"
    case .wrongPage: "the page answered is not the page asked for"
    case .totalsChanged: "the page repeats other totals than the pages before it"
    case .count: "the pages do not hold as many records as they declare"
    case .tooMany(let limit): "the delivery has more than \(limit) pages"
    }
  }
}

extension FeedError.RequestProblem {
  var message: String {
    switch self {
    case .notHTTPS: "the address is not an https:// one"
    case .noToken(let number): "the token's file cannot be read: \(systemMessage(number))"
    case .openToken: "the token's file may be read by others than its owner"
    case .badToken: "the token's file does not hold one line of printable characters"
    case .certificate: "the server's certificate is not trusted"
    case .refused(let status): "the server refused the request (HTTP \(status))"
    case .unavailable(let status, let attempts): "the server kept failing (HTTP \(status), \(attempts) attempts)"
    case .connection(let code, let attempts): "no complete answer (curl \(code), \(attempts) attempts)"
    case .tooBig(let limit): "the answer is longer than \(limit) bytes"
    }
  }

  var hint: String {
    switch self {
    case .notHTTPS: "write the address as https://…"
    case .noToken, .badToken: "put the sender's token, alone on one line, into the file and chmod 600 it"
    case .openToken: "chmod 600 the file, and ask the sender for a new token"
    case .certificate: "name the sender's certificate authority as `ca:` of the feed, or ask the sender"
    case .refused(401), .refused(403): "the token may have expired: ask the sender for a new one"
    case .refused: "compare the address with the sender's description of the interface"
    case .unavailable, .connection: "the next tick asks again, from the first page; nothing was loaded"
    case .tooBig: "ask for smaller pages (`size:`), or ask the sender"
    }
  }
}

extension FeedError.FolderProblem {
  var message: String {
    switch self {
    case .pattern: "is not a relative path with one {yyyyMMdd} in its last part"
    case .notRegular: "is not a regular file"
    case .incomplete: "the file that completes the delivery is not there"
    case .controlTooBig(let limit): "is longer than \(limit) bytes"
    case .occupied: "another file of that name is kept here"
    case .changed: "the file changed while it was copied"
    }
  }

  var hint: String {
    switch self {
    case .pattern: "write it as X1/POST_{yyyyMMdd}.dat.gz, without .. and without a leading /"
    case .notRegular: "links and special files are not taken; ask the sender to deliver the file itself"
    case .incomplete: "wait for it, or ask the sender"
    case .controlTooBig: "ask the sender whether this is the control file"
    case .occupied: "a correction is kept in a folder of its own batch"
    case .changed: "the sender is still writing: the next tick takes it"
    }
  }
}
