import CLibcurl
import Glibc

/// The one place where libcurl is set up: a connection to a server, used again for every request to it.
///
/// The server is verified, redirects are not followed (a token must not go where a server sends it), and nothing comes
/// from the environment: no proxies, no `.netrc`, no SSH agent. The protocol is the address's own and no other.
@safe struct Connection: ~Copyable {
  let handle: UnsafeMutableRawPointer
  let exchange: Exchange
  private let login: Login
  private let trust: Access.Trust
  private let limits: FetchLimits

  private enum Login {
    case none
    case token(Secret)
    case password(user: String, Secret)
    case key(user: String, KeyFile)
  }

  /// libcurl has to be set up once before the first thread uses it.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// - Parameter name: what errors call the server.
  init(_ access: Access, limits: FetchLimits, name: String) throws(FeedError) {
    let login: Login =
      switch access.login {
      case .none: .none
      case .token(let file): .token(try Secret(path: file, name: file))
      case .password(let user, let file): .password(user: user, try Secret(path: file, name: file))
      case .key(let user, let file): .key(user: user, try KeyFile(path: file, name: file))
      }
    guard Connection.isReady, let handle = unsafe curl_easy_init() else {
      throw FeedError(file: name, .request(.connection(code: Int(CURLE_FAILED_INIT.rawValue), attempts: 0)))
    }
    unsafe self.handle = handle
    unsafe exchange = Exchange(handle)
    self.login = login
    trust = access.trust
    self.limits = limits
  }

  deinit { unsafe curl_easy_cleanup(handle) }

  /// Blocks its thread until the request has ended.
  func send(_ request: Request) -> Ending {
    let isHTTP = request.url.hasPrefix("https:")
    unsafe curl_easy_reset(handle)
    setUp(request)
    prove()
    identify(isHTTP: isHTTP)
    ask(request)
    var headers = request.headers
    if case .token(let secret) = login { headers.append(secret.authorization) }
    let list = unsafe headers.reduce(nil) { list, line in unsafe curl_slist_append(list, line) }
    defer { unsafe curl_slist_free_all(list) }
    if isHTTP { unsafe granary_curl_set_pointer(handle, CURLOPT_HTTPHEADER, list) }
    exchange.isHTTP = isHTTP
    let code = withoutPipeSignals { unsafe curl_easy_perform(handle) }
    return ending(code, request)
  }

  /// What every request has.
  private func setUp(_ request: Request) {
    let scheme = String(request.url.prefix { $0 != ":" })
    set(CURLOPT_URL, request.url)
    set(CURLOPT_PROTOCOLS_STR, scheme)
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_PROXY, "")
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_USERAGENT, "granary")
    set(CURLOPT_CONNECTTIMEOUT_MS, limits.connectTime)
    set(CURLOPT_LOW_SPEED_LIMIT, 1)
    set(CURLOPT_LOW_SPEED_TIME, max(1, limits.silence / 1000))
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, limits.silence / 1000))
    set(CURLOPT_FILETIME, 1)
    // The address a server names for its data is not believed: it is the one we are connected to.
    set(CURLOPT_FTP_SKIP_PASV_IP, 1)
    unsafe granary_curl_set_write(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      guard let context = unsafe context, let bytes = unsafe bytes else { return 0 }
      let exchange = unsafe Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
      return unsafe exchange.take(UnsafeRawBufferPointer(start: bytes, count: size * count)) ? size * count : 0
    }
    unsafe granary_curl_set_pointer(handle, CURLOPT_WRITEDATA, Unmanaged.passUnretained(exchange).toOpaque())
  }

  /// How the server proves that it is the one meant.
  private func prove() {
    set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue))
    set(CURLOPT_FTPSSLAUTH, Int(CURLFTPAUTH_TLS.rawValue))
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    switch trust {
    case .authority(nil): break
    case .authority(let file?):
      set(CURLOPT_CAINFO, file)
      unsafe granary_curl_set_string(handle, CURLOPT_CAPATH, nil)
    case .knownHosts(let file): set(CURLOPT_SSH_KNOWNHOSTS, file)
    case .hostKeys: break
    }
    // Without a file of known hosts, a key that is not pinned is refused: where nothing is pinned, every key.
    if case .knownHosts = trust { return }
    if case .hostKeys(let keys) = trust { exchange.pinned = keys }
    unsafe granary_curl_set_host_key(handle) { context, _, key, length in
      guard let context = unsafe context, let key = unsafe key else { return Int32(CURLKHMATCH_MISMATCH.rawValue) }
      let exchange = unsafe Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
      let isTrusted = unsafe exchange.trusts(UnsafeRawBufferPointer(start: key, count: length))
      return Int32((isTrusted ? CURLKHMATCH_OK : CURLKHMATCH_MISMATCH).rawValue)
    }
    unsafe granary_curl_set_pointer(handle, CURLOPT_SSH_HOSTKEYDATA, Unmanaged.passUnretained(exchange).toOpaque())
  }

  /// How we prove who we are. Of SSH's ways only the declared one is tried.
  private func identify(isHTTP: Bool) {
    set(CURLOPT_SSH_AUTH_TYPES, Int(CURLSSH_AUTH_PASSWORD | CURLSSH_AUTH_KEYBOARD))
    switch login {
    case .none, .token: break
    case .password(let user, let secret):
      set(CURLOPT_USERNAME, user)
      set(CURLOPT_PASSWORD, secret.value)
    case .key(let user, let file):
      set(CURLOPT_SSH_AUTH_TYPES, Int(CURLSSH_AUTH_PUBLICKEY))
      set(CURLOPT_USERNAME, user)
      set(CURLOPT_SSH_PRIVATE_KEYFILE, file.path)
    }
  }

  private func ask(_ request: Request) {
    switch request.kind {
    case .file: break
    default: set(CURLOPT_TIMEOUT_MS, limits.answerTime)
    }
    switch request.kind {
    case .page: exchange.begin(.memory(limit: limits.pageBytes))
    case .names:
      exchange.begin(.memory(limit: limits.listingBytes))
      set(CURLOPT_DIRLISTONLY, 1)
    case .look:
      exchange.begin(.nothing)
      set(CURLOPT_NOBODY, 1)
    case .file(let file):
      exchange.begin(.file(file))
      guard file.bytes > 0 else { break }
      // A range, and no resumption of libcurl's own, leaves it to the server to answer with the whole of a changed file.
      if request.url.hasPrefix("https:") {
        set(CURLOPT_RANGE, "\(file.bytes)-")
      } else {
        unsafe granary_curl_set_offset(handle, CURLOPT_RESUME_FROM_LARGE, curl_off_t(file.bytes))
      }
    case .form(let text):
      exchange.begin(.memory(limit: limits.pageBytes))
      set(CURLOPT_COPYPOSTFIELDS, text)
    }
  }

  private func set(_ option: CURLoption, _ value: Int) { unsafe granary_curl_set_long(handle, option, value) }
  private func set(_ option: CURLoption, _ value: String) { unsafe granary_curl_set_string(handle, option, value) }
}
