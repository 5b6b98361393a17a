import Glibc

/// The C library's own conversion, held to what the warehouse may hold.
@safe final class ForeignText: @unchecked Sendable {
  static let shared = ForeignText()
  private let converter: iconv_t
  private let lock: UnsafeMutablePointer<pthread_mutex_t>

  private init() {
    unsafe converter = iconv_open("UTF-8", "GB18030")!
    unsafe lock = .allocate(capacity: 1)
    unsafe pthread_mutex_init(lock, nil)
  }

  /// Nil where the bytes are no text, or text with U+0000 or private use characters.
  func utf8(_ bytes: [UInt8]) -> [UInt8]? {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: bytes.count * 4 + 4)
    var (left, room) = (input.count, output.count)
    let isGood = unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        var (from, to) = (input.baseAddress, output.baseAddress)
        unsafe iconv(converter, nil, nil, nil, nil)
        return unsafe iconv(converter, &from, &left, &to, &room) == 0 && left == 0
      }
    }
    guard isGood else { return nil }
    let text = output.prefix(output.count - room).map { UInt8(bitPattern: $0) }
    let isHeld = String(decoding: text, as: UTF8.self).unicodeScalars.allSatisfy {
      $0.value != 0 && !(0xE000...0xF8FF ~= $0.value)
    }
    return isHeld ? text : nil
  }
}
