import CIsal
import Tabular

/// Decompresses a gzip file (RFC 1952), member after member, into the output's chunks.
///
/// ISA-L checks each header, each CRC-32 and each length. What it leaves to us: members are iterated, never recursed
/// into; a file that ends inside a member is truncated; nothing may follow the last member.
func inflate(_ file: borrowing InputFile, to output: inout ContentOutput) throws(ContentStop) {
  let inputSize = 128 << 10
  let input = UnsafeMutablePointer<UInt8>.allocate(capacity: inputSize)
  let state = UnsafeMutablePointer<inflate_state>.allocate(capacity: 1)
  defer {
    unsafe input.deallocate()
    unsafe state.deallocate()
  }
  var compressed = 0
  let name = file.name
  func fail(_ problem: FeedError.Problem) -> ContentStop { .feed(FeedError(file: name, problem)) }

  unsafe isal_inflate_init(state)
  unsafe state.pointee.crc_flag = UInt32(ISAL_GZIP)
  unsafe state.pointee.next_in = input
  var atEnd = false
  var members = 0
  var isMemberStart = true
  // Bytes of the current member the library has been given: a member of none is the file's clean end.
  var given = 0
  while true {
    let room = try unsafe output.room()
    unsafe state.pointee.next_out = room
    unsafe state.pointee.avail_out = UInt32(output.chunkSize)
    while unsafe state.pointee.avail_out > 0 {
      if unsafe state.pointee.avail_in == 0, !atEnd {
        let read = try unsafe file.read(into: input, count: inputSize)
        compressed += read
        given += read
        atEnd = read == 0
        unsafe state.pointee.next_in = input
        unsafe state.pointee.avail_in = UInt32(read)
      }
      if given == 0, atEnd {
        guard members > 0 else { throw fail(.truncated) }
        try output.publish(output.chunkSize - Int(unsafe state.pointee.avail_out), from: compressed)
        return
      }
      if isMemberStart, unsafe state.pointee.avail_in > 0 {
        // Told apart here, because the library waits for a whole header before it looks at its first byte.
        guard unsafe state.pointee.next_in.pointee == 0x1F else {
          throw fail(members == 0 ? .notGzip : .trailingGarbage)
        }
        isMemberStart = false
      }
      let before = unsafe (state.pointee.avail_in, state.pointee.avail_out)
      let result = unsafe isal_inflate(state)
      guard result == ISAL_DECOMP_OK || result == ISAL_END_INPUT else {
        throw fail(problem(result, members: members))
      }
      if unsafe state.pointee.block_state == ISAL_BLOCK_FINISH {
        members += 1
        isMemberStart = true
        let next = unsafe (pointer: state.pointee.next_in, count: state.pointee.avail_in)
        let out = unsafe (pointer: state.pointee.next_out, count: state.pointee.avail_out)
        unsafe isal_inflate_reset(state)
        unsafe state.pointee.crc_flag = UInt32(ISAL_GZIP)
        unsafe state.pointee.next_in = next.pointer
        unsafe state.pointee.avail_in = next.count
        unsafe state.pointee.next_out = out.pointer
        unsafe state.pointee.avail_out = out.count
        given = unsafe Int(next.count)
      } else if unsafe atEnd && state.pointee.avail_in == before.0 && state.pointee.avail_out == before.1 {
        throw fail(.truncated)
      }
    }
    try output.publish(output.chunkSize, from: compressed)
  }
}

private func problem(_ result: Int32, members: Int) -> FeedError.Problem {
  switch result {
  case ISAL_INVALID_WRAPPER: members == 0 ? .notGzip : .trailingGarbage
  case ISAL_UNSUPPORTED_METHOD: members == 0 ? .notGzip : .trailingGarbage
  case ISAL_INCORRECT_CHECKSUM: .gzipChecksum
  default: .damagedGzip
  }
}
