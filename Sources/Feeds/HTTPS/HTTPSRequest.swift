import CLibcurl
import Glibc

/// One connection to a server, used again for every page. TLS is verified, redirects are not followed (a token must
/// not go where a server sends it), and proxies come from nowhere: a night does not depend on the environment.
@safe struct HTTPSRequest: ~Copyable {
  private let handle: UnsafeMutableRawPointer
  private var headers: UnsafeMutablePointer<curl_slist>?
  private let answer: Answer

  /// What a server sent back, or how the transfer ended.
  enum Outcome {
    case answered(status: Int, body: [UInt8], retryAfter: Int?)
    case failed(code: Int)
    case untrusted
    case tooBig
  }

  /// Filled by libcurl's callback.
  final class Answer {
    var body: [UInt8] = []
    var limit = 0
    var isTooBig = false
  }

  /// libcurl has to be set up once before the first thread uses it.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init(_ pages: HTTPSPages, secret: Secret?, name: String) throws(FeedError) {
    guard HTTPSRequest.isReady, let handle = unsafe curl_easy_init() else {
      throw FeedError(file: name, .request(.connection(code: Int(CURLE_FAILED_INIT.rawValue), attempts: 0)))
    }
    unsafe self.handle = handle
    answer = Answer()
    answer.limit = pages.limits.pageBytes
    var list = unsafe curl_slist_append(nil, "Accept: application/json")
    if let secret { unsafe list = curl_slist_append(list, secret.authorization) }
    unsafe headers = list
    unsafe granary_curl_set_pointer(handle, CURLOPT_HTTPHEADER, list)
    unsafe granary_curl_set_string(handle, CURLOPT_PROTOCOLS_STR, "https")
    unsafe granary_curl_set_long(handle, CURLOPT_FOLLOWLOCATION, 0)
    unsafe granary_curl_set_long(handle, CURLOPT_SSL_VERIFYPEER, 1)
    unsafe granary_curl_set_long(handle, CURLOPT_SSL_VERIFYHOST, 2)
    unsafe granary_curl_set_long(handle, CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    if let caFile = pages.caFile {
      unsafe granary_curl_set_string(handle, CURLOPT_CAINFO, caFile)
      unsafe granary_curl_set_string(handle, CURLOPT_CAPATH, nil)
    }
    unsafe granary_curl_set_string(handle, CURLOPT_PROXY, "")
    unsafe granary_curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
    unsafe granary_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT_MS, pages.limits.connectTime)
    unsafe granary_curl_set_long(handle, CURLOPT_TIMEOUT_MS, pages.limits.answerTime)
    unsafe granary_curl_set_long(handle, CURLOPT_LOW_SPEED_LIMIT, 1)
    unsafe granary_curl_set_long(handle, CURLOPT_LOW_SPEED_TIME, max(1, pages.limits.silence / 1000))
    unsafe granary_curl_set_string(handle, CURLOPT_USERAGENT, "granary")
    unsafe granary_curl_set_write(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      guard let context = unsafe context, let bytes = unsafe bytes else { return 0 }
      let answer = unsafe Unmanaged<Answer>.fromOpaque(context).takeUnretainedValue()
      let length = size * count
      guard length <= answer.limit - answer.body.count else {
        answer.isTooBig = true
        return 0
      }
      unsafe answer.body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: length))
      return length
    }
    unsafe granary_curl_set_pointer(handle, CURLOPT_WRITEDATA, Unmanaged.passUnretained(answer).toOpaque())
  }

  deinit {
    unsafe curl_easy_cleanup(handle)
    unsafe curl_slist_free_all(headers)
  }

  func get(_ url: String) -> Outcome {
    answer.body.removeAll(keepingCapacity: true)
    answer.isTooBig = false
    unsafe granary_curl_set_string(handle, CURLOPT_URL, url)
    let code = unsafe curl_easy_perform(handle)
    if answer.isTooBig { return .tooBig }
    switch code {
    case CURLE_OK: break
    case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR: return .untrusted
    default: return .failed(code: Int(code.rawValue))
    }
    var status = 0
    unsafe granary_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
    var wait: curl_off_t = 0
    unsafe granary_curl_get_offset(handle, CURLINFO_RETRY_AFTER, &wait)
    return .answered(status: status, body: answer.body, retryAfter: wait > 0 ? Int(wait) : nil)
  }
}
