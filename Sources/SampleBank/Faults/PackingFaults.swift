import Tabular

/// Packed files that a transfer has spoiled.
extension FaultDesk {
  func packingFaults() throws -> [FaultCase] {
    [try truncated(), try empty(), try flippedHead(), try flippedTail(), try flippedUnderChecksum()]
  }

  private func truncated() throws -> FaultCase {
    let goods = try goods(.posting)
    let bytes = goods.files[0].bytes
    return try refused(
      "truncated_gzip", .posting, "压缩文件只传了一半", goods.delivered(packed: Array(bytes.prefix(bytes.count / 2))),
      goods.name, "the compressed file ends before its content does",
      "the transfer was probably cut off: ask the sender to deliver again")
  }

  /// Not a byte of it.
  private func empty() throws -> FaultCase {
    let goods = try goods(.account)
    return try refused(
      "zero_bytes", .account, "文件零字节", goods.delivered(packed: []), goods.name,
      "the compressed file ends before its content does",
      "the transfer was probably cut off: ask the sender to deliver again")
  }

  /// One bit makes the first block one of a kind there is not.
  private func flippedHead() throws -> FaultCase {
    let goods = try goods(.login)
    var bytes = goods.files[0].bytes
    // Behind the ten bytes of the frame: the last block's mark, then two bits for the kind, 1 or 2 where all is well.
    bytes[10] ^= bytes[10] & 0b100 == 0 ? 0b100 : 0b010
    return try refused(
      "bit_flipped_gzip", .login, "压缩内容有一位翻转", goods.delivered(packed: bytes), goods.name,
      "the compressed content is damaged", "ask the sender to deliver again; nothing was loaded")
  }

  /// One bit of the checksum the frame ends with: the content unpacks, and is not trusted.
  private func flippedTail() throws -> FaultCase {
    let goods = try goods(.account)
    var bytes = goods.files[0].bytes
    bytes[bytes.count - 8] ^= 1
    return try refused(
      "bit_flipped_checksum", .account, "压缩文件的校验和有一位翻转", goods.delivered(packed: bytes), goods.name,
      "the content does not have the checksum its gzip file gives",
      "ask the sender to deliver again; nothing was loaded")
  }

  private func flippedUnderChecksum() throws -> FaultCase {
    let goods = try goods(.declaration)
    var bytes = goods.files[0].bytes
    bytes[bytes.count / 2] ^= 0x10
    return try refused(
      "bit_flipped_under_control", .declaration, "有一位翻转，控制文件的 MD5 不符",
      goods.delivered(packed: bytes, isSealed: false), goods.companionName + ":1",
      "\(FaultSender.declaration.title) refused, the checksum declared is not that of \(goods.name)",
      "ask \(FaultSender.declaration.contact) for a new pair")
  }
}
