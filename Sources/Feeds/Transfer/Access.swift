/// How a server knows us, and how we know that it is the one meant. Secrets are named by their files.
package struct Access: Hashable, Sendable {
  package enum Login: Hashable, Sendable {
    case none
    /// The file of a bearer token.
    case token(file: String)
    case password(user: String, file: String)
    /// The file of a private key, as `ssh-keygen` writes it and without a passphrase.
    case key(user: String, file: String)
  }

  package enum Trust: Hashable, Sendable {
    /// The file of the certificate authority that has signed the server's certificate; nil for the system's own.
    case authority(file: String?)
    /// Fingerprints of a server's SSH keys, as `ssh-keygen -l` prints them: `SHA256:…`.
    case hostKeys(Set<String>)
    /// A file of SSH keys by host, as OpenSSH keeps it.
    case knownHosts(file: String)
  }

  package var login: Login
  package var trust: Trust

  package init(login: Login = .none, trust: Trust = .authority(file: nil)) {
    self.login = login
    self.trust = trust
  }
}

/// What a transfer puts up with. Times are in milliseconds.
package struct FetchLimits: Hashable, Sendable {
  package var pageBytes: Int
  package var pages: Int
  /// Of one file.
  package var fileBytes: Int
  /// The names a folder may hold, in bytes.
  package var listingBytes: Int
  package var connectTime: Int
  /// For one whole answer that is not a file; a file may take as long as something of it comes.
  package var answerTime: Int
  /// An answer of which nothing comes for so long is given up.
  package var silence: Int
  /// Requests made for one page or file before it is given up for now.
  package var attempts: Int
  /// The first wait between attempts, see `Backoff`.
  package var backoff: Int
  /// No wait is longer than this, whatever a server asks for.
  package var longestWait: Int
  /// What the waits' chance begins with; nil: with chance.
  package var seed: UInt64?

  package init(
    pageBytes: Int = 16 << 20, pages: Int = 100_000, fileBytes: Int = 64 << 30, listingBytes: Int = 16 << 20,
    connectTime: Int = 10_000, answerTime: Int = 120_000, silence: Int = 20_000, attempts: Int = 5,
    backoff: Int = 500, longestWait: Int = 60_000, seed: UInt64? = nil
  ) {
    precondition(attempts > 0 && pages > 0 && pageBytes > 0)
    self.pageBytes = pageBytes
    self.pages = pages
    self.fileBytes = fileBytes
    self.listingBytes = listingBytes
    self.connectTime = connectTime
    self.answerTime = answerTime
    self.silence = silence
    self.attempts = attempts
    self.backoff = backoff
    self.longestWait = longestWait
    self.seed = seed
  }
}
