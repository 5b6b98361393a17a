extension GB18030 {
  /// Decodes `range` of `bytes` to `out`, which has room for half as much again and 8 bytes more.
  ///
  /// Returns the number of bytes written, or the offset of the first byte that is not part of a character.
  @inline(always) func decode(
    _ bytes: ByteView, _ range: Range<Int>, to out: UnsafeMutablePointer<UInt8>
  ) -> (written: Int, fault: Int?) {
    var at = range.lowerBound
    let end = range.upperBound
    var written = 0
    while at < end {
      let lead = bytes[at]
      if lead < 0x80 {
        if end &- at >= 8 {
          // Eight bytes are stored, as many counted as are ASCII text before the first that is not.
          let word = bytes.word(at)
          let marks = (word | ((word &- 0x0101_0101_0101_0101) & ~word)) & 0x8080_8080_8080_8080
          let plain = marks == 0 ? 8 : marks.trailingZeroBitCount >> 3
          if plain == 0 { return (written, at) }
          unsafe UnsafeMutableRawPointer(out + written).storeBytes(of: word.littleEndian, as: UInt64.self)
          written &+= plain
          at &+= plain
          continue
        }
        if lead == 0 { return (written, at) }
        unsafe out[written] = lead
        written &+= 1
        at &+= 1
        continue
      }
      let row = Int(lead) &- 0x81
      guard row >= 0, row < GB18030.leads, end &- at >= 2 else { return (written, at) }
      let trail = bytes[at &+ 1]
      if trail >= 0x40 {
        // 126 leads by 192 trails: the index is inside the table.
        let packed = unsafe pairs[row &* GB18030.trails &+ Int(trail) &- 0x40]
        guard packed != 0 else { return (written, at) }
        unsafe UnsafeMutableRawPointer(out + written).storeBytes(of: packed.littleEndian, as: UInt32.self)
        let first = packed & 0xFF
        written &+= 2 &+ (first >= 0xE0 ? 1 : 0) &+ (first >= 0xF0 ? 1 : 0)
        at &+= 2
      } else {
        guard end &- at >= 4, let scalar = quad(bytes, at) else { return (written, at) }
        guard let encoded = UTF8.encode(scalar) else { return (written, at) }
        for byte in encoded {
          unsafe out[written] = byte
          written &+= 1
        }
        at &+= 4
      }
    }
    return (written, nil)
  }

  /// The character of the four bytes at `at`.
  private func quad(_ bytes: ByteView, _ at: Int) -> Unicode.Scalar? {
    let (a, b, c, d) = (bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3])
    guard 0x81...0xFE ~= a, 0x30...0x39 ~= b, 0x81...0xFE ~= c, 0x30...0x39 ~= d else { return nil }
    let linear = ((Int(a) - 0x81) * 10 + Int(b) - 0x30) * 1_260 + (Int(c) - 0x81) * 10 + Int(d) - 0x30
    if linear < GB18030.planeZero {
      let scalar = unsafe quads[linear]
      return scalar == 0 ? nil : Unicode.Scalar(scalar)
    }
    guard linear >= GB18030.planeOne else { return nil }
    return Unicode.Scalar(UInt32(linear - GB18030.planeOne + 0x10000))
  }
}
