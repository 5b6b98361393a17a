import CZlib

/// Whole gzip files in memory.
enum GzipContent {
  static func packed(_ content: [UInt8], level: Int) -> [UInt8] {
    var stream = GzipStream(level: level)
    var out: [UInt8] = []
    stream.pack(content, isLast: true) { out += $0 }
    return out
  }

  static func unpacked(_ packed: [UInt8], name: String) throws(BankError) -> [UInt8] {
    // zlib remembers where its state stands, so it must not move.
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    defer {
      unsafe inflateEnd(stream)
      unsafe stream.deallocate()
    }
    // 16 more than the window's size means a gzip frame.
    let begun = unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(begun == Z_OK, "zlib has memory for its state")
    var out: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 256 * 1024)
    var result = Z_OK
    unsafe packed.withUnsafeBufferPointer { from in
      // inflate only reads its input, though its C type does not say so.
      unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: from.baseAddress)
      unsafe stream.pointee.avail_in = UInt32(from.count)
      while result == Z_OK {
        let count = unsafe room.withUnsafeMutableBufferPointer { to in
          unsafe stream.pointee.next_out = to.baseAddress
          unsafe stream.pointee.avail_out = UInt32(to.count)
          result = unsafe inflate(stream, Z_NO_FLUSH)
          return unsafe to.count - Int(stream.pointee.avail_out)
        }
        out += room[..<count]
      }
    }
    guard result == Z_STREAM_END else { throw BankError(name, "cannot be unpacked") }
    return out
  }
}
