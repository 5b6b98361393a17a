import CLibcurl
import Glibc

/// How a request ended.
enum Ending {
  case answered(Answer)
  /// No such file or folder.
  case absent
  /// No answer, or one cut off; libcurl's code.
  case failed(code: Int)
  /// We do not trust the server, or it does not let us in.
  case refused(FeedError.RequestProblem)
  case tooBig
  /// What came could not be kept: the partial file says why, or it is none of the file that is there.
  case stopped
}

struct Answer {
  /// 0 where the protocol has none.
  var status = 0
  var body: [UInt8] = []
  /// Seconds.
  var retryAfter: Int?
  var bytes: Int?
  /// Seconds since 1970.
  var modified: Int?
  /// The `ETag`.
  var tag: String?
}

extension Connection {
  /// What libcurl's words come to.
  func ending(_ code: CURLcode, _ request: Request) -> Ending {
    if exchange.isTooBig { return .tooBig }
    switch code {
    case CURLE_OK: return .answered(answer())
    // A file that ends before the part that is here does is another one.
    case CURLE_WRITE_ERROR, CURLE_BAD_DOWNLOAD_RESUME: return .stopped
    case CURLE_REMOTE_FILE_NOT_FOUND: return .absent
    // An FTP server's word for a folder that is not there as well.
    case CURLE_REMOTE_ACCESS_DENIED where request.url.hasPrefix("ftp"): return .absent
    case CURLE_REMOTE_ACCESS_DENIED, CURLE_FTP_COULDNT_RETR_FILE: return .refused(.denied)
    case CURLE_LOGIN_DENIED: return .refused(.login)
    case CURLE_USE_SSL_FAILED: return .refused(.noTLS)
    case CURLE_PEER_FAILED_VERIFICATION where request.url.hasPrefix("sftp:"):
      return .refused(.hostKey(shown: exchange.strangerKey))
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
      return .refused(.certificate)
    default: return .failed(code: Int(code.rawValue))
    }
  }

  private func answer() -> Answer {
    var answer = Answer(body: exchange.body)
    unsafe granary_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &answer.status)
    if !exchange.isHTTP { answer.status = 0 }
    var (wait, bytes, modified): (curl_off_t, curl_off_t, curl_off_t) = (0, -1, -1)
    unsafe granary_curl_get_offset(handle, CURLINFO_RETRY_AFTER, &wait)
    unsafe granary_curl_get_offset(handle, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &bytes)
    unsafe granary_curl_get_offset(handle, CURLINFO_FILETIME_T, &modified)
    if wait > 0 { answer.retryAfter = Int(min(wait, 86_400)) }
    if bytes >= 0 { answer.bytes = Int(bytes) }
    if modified >= 0 { answer.modified = Int(modified) }
    if exchange.isHTTP { answer.tag = exchange.header("ETag") }
    return answer
  }
}

/// TLS writes to connections that have ended, and the signal of that ends a process: it is held back meanwhile, on this
/// thread alone.
func withoutPipeSignals<Result>(_ work: () -> Result) -> Result {
  var (pipe, before, pending) = (sigset_t(), sigset_t(), sigset_t())
  unsafe sigemptyset(&pipe)
  unsafe sigaddset(&pipe, SIGPIPE)
  unsafe pthread_sigmask(SIG_BLOCK, &pipe, &before)
  unsafe sigpending(&pending)
  let wasPending = unsafe sigismember(&pending, SIGPIPE) == 1
  let result = work()
  if !wasPending {
    var now = timespec()
    while unsafe sigtimedwait(&pipe, nil, &now) == -1, errno == EINTR {}
  }
  unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
  return result
}
