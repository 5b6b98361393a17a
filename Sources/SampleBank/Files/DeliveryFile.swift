import Crypto
import Foundation
import Glibc

/// A file a sender delivers: written in order, packed on the way, its digests known when it is closed.
final class DeliveryFile {
  enum Packing: Sendable { case none, gzip(level: Int) }

  /// Of the file as delivered.
  struct Digests {
    let md5: String
    let sha256: String
  }

  private let path: String
  private let descriptor: Int32
  private var gzip: GzipStream?
  private var pending: [UInt8] = []
  private var md5 = Insecure.MD5()
  private var sha256 = SHA256()
  private static let chunk = 256 * 1024

  init(_ path: String, _ packing: Packing) throws(BankError) {
    self.path = path
    descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    if descriptor < 0 { throw BankError(path, "cannot be written (\(BankError.systemReason))") }
    if case .gzip(let level) = packing { gzip = GzipStream(level: level) } else { gzip = nil }
    pending.reserveCapacity(2 * DeliveryFile.chunk)
  }

  deinit { Glibc.close(descriptor) }

  func write(_ bytes: some Collection<UInt8>) throws {
    pending.append(contentsOf: bytes)
    if pending.count >= DeliveryFile.chunk { try drain(isLast: false) }
  }

  @discardableResult func close() throws -> Digests {
    try drain(isLast: true)
    let hexadecimal = { (bytes: any Sequence<UInt8>) in bytes.map { String(format: "%02x", $0) }.joined() }
    return Digests(md5: hexadecimal(md5.finalize().map { $0 }), sha256: hexadecimal(sha256.finalize().map { $0 }))
  }

  private func drain(isLast: Bool) throws {
    if gzip != nil { try gzip?.pack(pending, isLast: isLast, put) } else { try put(pending[...]) }
    pending.removeAll(keepingCapacity: true)
  }

  private func put(_ bytes: ArraySlice<UInt8>) throws {
    unsafe try bytes.withUnsafeBytes { span in
      unsafe md5.update(bufferPointer: span)
      unsafe sha256.update(bufferPointer: span)
      var written = 0
      while written < span.count {
        let count = unsafe Glibc.write(descriptor, span.baseAddress.map { unsafe $0 + written }, span.count - written)
        if count < 0 {
          if errno == EINTR { continue }
          throw BankError(path, "cannot be written (\(BankError.systemReason))")
        }
        written += count
      }
    }
  }
}
