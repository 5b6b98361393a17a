import Glibc

/// One direction of the C library's iconv between UTF-8 and GB 18030: no code of ours decides what a character is.
@safe final class Converter {
  private let descriptor: iconv_t

  static func toGB18030() -> Converter { Converter(to: "GB18030", from: "UTF-8") }
  static func fromGB18030() -> Converter { Converter(to: "UTF-8", from: "GB18030") }

  private init(to: String, from: String) {
    let opened = unsafe iconv_open(to, from)
    precondition(Int(bitPattern: opened) != -1, "the C library converts between UTF-8 and GB 18030")
    guard let opened = unsafe opened else { preconditionFailure("the C library converts between UTF-8 and GB 18030") }
    unsafe descriptor = opened
  }

  /// `(size_t)-1`
  private static let failure = Int(-1)

  deinit { unsafe iconv_close(descriptor) }

  /// The converted bytes; nil where the input is not text in the encoding it comes from.
  func convert(_ input: some Collection<UInt8>) -> [UInt8]? {
    var source = input.map { CChar(bitPattern: $0) }
    // No character grows more than fourfold in either direction.
    var target = [CChar](repeating: 0, count: source.count * 4 + 4)
    let written: Int? = unsafe source.withUnsafeMutableBufferPointer { source in
      unsafe target.withUnsafeMutableBufferPointer { target in
        var from = source.baseAddress
        var fromLeft = source.count
        var to = target.baseAddress
        var toLeft = target.count
        unsafe iconv(descriptor, nil, nil, nil, nil)
        let failed = unsafe iconv(descriptor, &from, &fromLeft, &to, &toLeft) == Converter.failure
        return failed || fromLeft > 0 ? nil : target.count - toLeft
      }
    }
    guard let written else { return nil }
    return target[..<written].map { UInt8(bitPattern: $0) }
  }
}
