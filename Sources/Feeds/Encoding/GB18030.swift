import Glibc

/// The tables of GB18030, asked once per process from the C library.
///
/// The edition is therefore the C library's own (`edition`), recorded with every batch: implementations disagree on
/// some two dozen two-byte codes. Codes that mean the private use area U+E000–F8FF are not in the tables: what they
/// mean depends on the sender's fonts, so they are refused like bytes that are no character.
@safe struct GB18030: @unchecked Sendable {
  /// For lead 0x81...0xFE and trail 0x40...0xFF: the character's UTF-8 bytes, the first in the lowest bits; 0 is none.
  let pairs: UnsafePointer<UInt32>
  /// For the 39,420 four-byte codes of the basic plane in order: the character; 0 is none.
  let quads: UnsafePointer<UInt16>

  static let trails = 192
  static let leads = 126
  static let planeZero = 39_420
  /// The four-byte codes from 0x90308130 on are the other planes, in order.
  static let planeOne = 189_000

  /// Nil where the C library cannot convert GB18030.
  static let shared: GB18030? = GB18030()

  /// Which table decoded a file, for its lineage.
  static let edition: String = {
    var buffer = [CChar](repeating: 0, count: 64)
    let written = unsafe buffer.withUnsafeMutableBufferPointer { buffer in
      unsafe confstr(Int32(_CS_GNU_LIBC_VERSION), buffer.baseAddress, buffer.count)
    }
    let version = buffer.prefix(max(0, min(written, buffer.count) - 1)).map { UInt8(bitPattern: $0) }
    return "GB18030 of " + String(decoding: version, as: UTF8.self)
  }()

  private init?() {
    guard let converter = unsafe iconv_open("UTF-32LE", "GB18030"), unsafe converter != iconv_t(bitPattern: -1)
    else { return nil }
    defer { unsafe iconv_close(converter) }
    let pairs = UnsafeMutablePointer<UInt32>.allocate(capacity: GB18030.leads * GB18030.trails)
    let quads = UnsafeMutablePointer<UInt16>.allocate(capacity: GB18030.planeZero)
    unsafe pairs.initialize(repeating: 0, count: GB18030.leads * GB18030.trails)
    unsafe quads.initialize(repeating: 0, count: GB18030.planeZero)
    var twoBytes: [UInt8] = []
    for linear in 0..<GB18030.leads * GB18030.trails {
      twoBytes.append(UInt8(linear / GB18030.trails + 0x81))
      twoBytes.append(UInt8(linear % GB18030.trails + 0x40))
    }
    for (linear, scalar) in unsafe characters(twoBytes[...], each: 2, converter).enumerated()
    where UTF8Check.allows(scalar) {
      unsafe pairs[linear] = packed(scalar)
    }
    var fourBytes: [UInt8] = []
    for linear in 0..<GB18030.planeZero {
      fourBytes.append(UInt8(linear / 12_600 + 0x81))
      fourBytes.append(UInt8(linear / 1_260 % 10 + 0x30))
      fourBytes.append(UInt8(linear / 10 % 126 + 0x81))
      fourBytes.append(UInt8(linear % 10 + 0x30))
    }
    for (linear, scalar) in unsafe characters(fourBytes[...], each: 4, converter).enumerated()
    where UTF8Check.allows(scalar) && scalar <= 0xFFFF {
      unsafe quads[linear] = UInt16(scalar)
    }
    unsafe self.pairs = UnsafePointer(pairs)
    unsafe self.quads = UnsafePointer(quads)
  }
}

/// What each code of `length` bytes stands for; 0 is none. Where codes together are not as many characters, their halves
/// are looked at by themselves.
private func characters(_ codes: ArraySlice<UInt8>, each length: Int, _ converter: iconv_t) -> [UInt32] {
  let count = codes.count / length
  if let all = unsafe convert(codes, count: count, converter) { return all }
  if count == 1 { return [0] }
  let middle = codes.startIndex + count / 2 * length
  return unsafe characters(codes[..<middle], each: length, converter)
    + characters(codes[middle...], each: length, converter)
}

/// The characters `codes` stand for, where they are so many.
private func convert(_ codes: ArraySlice<UInt8>, count: Int, _ converter: iconv_t) -> [UInt32]? {
  var input = codes.map { CChar(bitPattern: $0) }
  var output = [UInt32](repeating: 0, count: count)
  let isWhole = unsafe input.withUnsafeMutableBufferPointer { input in
    unsafe output.withUnsafeMutableBytes { output in
      var from = input.baseAddress
      var left = input.count
      var to = unsafe output.baseAddress?.assumingMemoryBound(to: CChar.self)
      var room = output.count
      unsafe iconv(converter, nil, nil, nil, nil)
      let result = unsafe iconv(converter, &from, &left, &to, &room)
      return result == 0 && left == 0 && room == 0
    }
  }
  return isWhole ? output.map { UInt32(littleEndian: $0) } : nil
}

/// A character's UTF-8 bytes, the first in the lowest bits.
private func packed(_ scalar: UInt32) -> UInt32 {
  guard let scalar = Unicode.Scalar(scalar) else { return 0 }
  var packed: UInt32 = 0
  for (index, byte) in UTF8.encode(scalar)!.enumerated() { packed |= UInt32(byte) << (8 * index) }
  return packed
}
