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
  package enum RequestProblem: Error, Hashable, Sendable {
    case notHTTPS
    /// `errno` of opening the secret's file.
    case noToken(errno: Int32)
    /// Others than we may read the secret's file.
    case openToken
    case badToken
    /// The server's certificate is not one we trust, or not its own.
    case certificate
    /// The server's SSH key is not the pinned one; its fingerprint, where it could be told.
    case hostKey(shown: String?)
    /// The server does not speak TLS.
    case noTLS
    /// The server does not know our user, or not this key or password.
    case login
    /// It knows us and does not let us read.
    case denied
    /// A folder that is not there, or that it does not let us see.
    case noFolder(String)
    /// The server that gives tokens does not know our client or its secret, or its answer holds no token.
    case client(status: Int)
    case noTokenGiven
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

    /// Whether it stays until somebody here or there mends something.
    package var isLasting: Bool {
      switch self {
      case .unavailable, .connection, .tooBig, .noTokenGiven, .noFolder: false
      default: true
      }
    }

    /// The operator has to be let in by somebody: exit code 77.
    package var isPermission: Bool {
      switch self {
      case .noToken, .openToken, .badToken, .login, .denied, .client: true
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
    /// The file changed while it was copied or fetched.
    case changed
    /// It is there, and what would say that it is complete is a second look.
    case settling(seconds: Int)
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
    case .noToken(let number): "the secret's file cannot be read: \(systemMessage(number))"
    case .openToken: "the secret's file is not the batch user's own, or may be read by others"
    case .badToken: "the secret's file does not hold one line of printable characters"
    case .certificate: "the server's certificate is not trusted"
    case .hostKey(nil): "the server's host key is not trusted"
    case .hostKey(let shown?): "the server's host key is \(shown), which is not pinned"
    case .noTLS: "the server does not speak TLS"
    case .login: "the server refused the login"
    case .denied: "the server does not let us read the file"
    case .noFolder(let folder): "the folder \(folder) is not there, or may not be read"
    case .client(let status): "the token's server refused the client (HTTP \(status))"
    case .noTokenGiven: "the token's server answered without a bearer token"
    case .refused(let status): "the server refused the request (HTTP \(status))"
    case .unavailable(let status, let attempts): "the server kept failing (HTTP \(status), \(attempts) attempts)"
    case .connection(let code, let attempts): "no complete answer (curl \(code), \(attempts) attempts)"
    case .tooBig(let limit): "the answer is longer than \(limit) bytes"
    }
  }

  var hint: String {
    switch self {
    case .notHTTPS: "write the address as https://…"
    case .noToken, .badToken: "put the sender's secret, alone on one line, into the file and chmod 600 it"
    case .openToken: "chown it to the batch's user, chmod 600 it, and ask the sender for a new secret"
    case .certificate: "name the file of the sender's certificate authority, or ask the sender"
    case .hostKey: "ask the sender's administrators for the fingerprint; nothing was sent to this server"
    case .noTLS: "ask the sender for an address with TLS: passwords and files do not go in the clear"
    case .login: "compare user, key or password with the sender's; an encrypted key cannot be used"
    case .denied: "ask the sender for the right to read it"
    case .noFolder: "compare the address with the sender's, or wait until the sender makes the folder"
    case .client: "compare the client's id and secret with the sender's"
    case .noTokenGiven: "compare the token's address with the sender's description of the interface"
    case .refused(401), .refused(403): "the token may have expired: ask the sender for a new one"
    case .refused: "compare the address with the sender's description of the interface"
    case .unavailable, .connection: "the next tick asks again; nothing was loaded"
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
    case .changed: "the file changed while it was taken"
    case .settling(let seconds): "is there, and is taken when it is the same for \(seconds) seconds"
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
    case .settling: "the next tick looks again; a marker or control file would say at once that it is complete"
    }
  }
}
