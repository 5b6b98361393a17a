import CZlib

/// zlib's deflate with a gzip frame. The frame has no time and no name in it, so equal input gives equal bytes.
@safe struct GzipStream: ~Copyable {
  // zlib remembers where its state stands, so it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var out: [UInt8]

  init(level: Int) {
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    out = [UInt8](repeating: 0, count: 256 * 1024)
    let result = unsafe deflateInit2_(
      stream, Int32(level), Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    precondition(result == Z_OK, "zlib takes every level from 0 to 9")
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deinitialize(count: 1)
    unsafe stream.deallocate()
  }

  /// Packs `input` and hands over what is ready; `isLast` closes the gzip member.
  mutating func pack(
    _ input: borrowing [UInt8], isLast: Bool, _ deliver: (ArraySlice<UInt8>) throws -> Void
  ) rethrows {
    let length = input.count
    let stream = unsafe stream
    var isDone = false
    var consumed = 0
    while !isDone {
      let produced = unsafe input.withUnsafeBufferPointer { from in
        unsafe out.withUnsafeMutableBufferPointer { to in
          // deflate only reads its input, though its C type does not say so.
          unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: from.baseAddress.map { unsafe $0 + consumed })
          unsafe stream.pointee.avail_in = UInt32(length - consumed)
          unsafe stream.pointee.next_out = to.baseAddress
          unsafe stream.pointee.avail_out = UInt32(to.count)
          let result = unsafe deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
          consumed = unsafe length - Int(stream.pointee.avail_in)
          isDone = isLast ? result == Z_STREAM_END : consumed == length
          return unsafe to.count - Int(stream.pointee.avail_out)
        }
      }
      if produced > 0 { try deliver(out[..<produced]) }
    }
  }
}
