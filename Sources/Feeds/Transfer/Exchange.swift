import CLibcurl
import Crypto
import Glibc

/// What libcurl's callbacks fill while a request is under way.
@safe final class Exchange {
  enum Keeping {
    case nothing
    /// At most so many bytes.
    case memory(limit: Int)
    case file(PartialFile)
  }

  private let handle: UnsafeMutableRawPointer
  /// Whether an answer has a status of its own, and says so before its bytes.
  var isHTTP = false
  var keeping = Keeping.nothing
  private(set) var body: [UInt8] = []
  private(set) var isTooBig = false
  /// The answer is what can be kept: the part that was asked for, or the whole file.
  private var isFitting = false
  private var begun = 0
  /// Fingerprints of host keys that are pinned, and the one a server showed that is none of them.
  var pinned: Set<String> = []
  private(set) var strangerKey: String?

  init(_ handle: UnsafeMutableRawPointer) { unsafe self.handle = handle }

  func begin(_ keeping: Keeping) {
    self.keeping = keeping
    body.removeAll(keepingCapacity: true)
    (isTooBig, isFitting) = (false, false)
    if case .file(let file) = keeping { begun = file.bytes }
    strangerKey = nil
  }

  /// Whether the transfer may go on.
  func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
    switch keeping {
    case .nothing: return true
    case .memory(let limit):
      guard bytes.count <= limit - body.count else {
        isTooBig = true
        return false
      }
      unsafe body.append(contentsOf: bytes)
      return true
    case .file(let file): return unsafe isFitting(for: file) && file.append(bytes)
    }
  }

  /// Whether the bytes go on where the file ends. A server that has the whole of another file to give begins it anew.
  private func isFitting(for file: PartialFile) -> Bool {
    guard isHTTP, !isFitting else { return true }
    var status = 0
    unsafe granary_curl_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
    let isPart = status == 206 && header("Content-Range")?.hasPrefix("bytes \(begun)-") == true
    isFitting = isPart || status == 200 && file.clear()
    return isFitting
  }

  func header(_ name: String) -> String? {
    guard let value = unsafe granary_curl_header(handle, name) else { return nil }
    return unsafe String(cString: value)
  }

  /// Whether a host key, as SSH writes it, is one of the pinned ones.
  func trusts(_ key: UnsafeRawBufferPointer) -> Bool {
    var hash = SHA256()
    unsafe hash.update(bufferPointer: key)
    let shown = "SHA256:" + base64(Array(hash.finalize()))
    if pinned.contains(shown) { return true }
    strangerKey = shown
    return false
  }
}

/// Without padding, as fingerprints are written.
private func base64(_ bytes: [UInt8]) -> String {
  let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var text: [UInt8] = []
  var (bits, count) = (0, 0)
  for byte in bytes {
    bits = (bits << 8 | Int(byte)) & 0xFFFF
    count += 8
    while count >= 6 {
      count -= 6
      text.append(letters[bits >> count & 63])
    }
  }
  if count > 0 { text.append(letters[bits << (6 - count) & 63]) }
  return String(decoding: text, as: UTF8.self)
}
