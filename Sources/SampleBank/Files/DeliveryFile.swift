import Crypto
import Glibc
import Tabular

/// A file a sender delivers: written in order, packed on the way, its checksum known when it is closed.
final class DeliveryFile {
  enum Packing: Sendable { case none, gzip(level: Int) }

  /// A checksum of the file as delivered, which a control file states.
  enum Checksum: Sendable { case md5, sha256 }

  private let path: String
  private let descriptor: Int32
  private var gzip: GzipStream?
  private var pending: [UInt8] = []
  private let checksum: Checksum?
  private var md5 = Insecure.MD5()
  private var sha256 = SHA256()
  private static let chunk = 256 * 1024

  init(_ path: String, _ packing: Packing, checksum: Checksum? = nil) throws(BankError) {
    self.path = path
    self.checksum = checksum
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

  /// The checksum in hexadecimal, where one was asked for.
  @discardableResult func close() throws -> String? {
    try drain(isLast: true)
    return switch checksum {
    case .md5: Fingerprint(md5.finalize()).description
    case .sha256: Fingerprint(sha256.finalize()).description
    case nil: nil
    }
  }

  private func drain(isLast: Bool) throws {
    if gzip != nil { try gzip?.pack(pending, isLast: isLast, put) } else { try put(pending[...]) }
    pending.removeAll(keepingCapacity: true)
  }

  private func put(_ bytes: ArraySlice<UInt8>) throws {
    unsafe try bytes.withUnsafeBytes { span in
      switch checksum {
      case .md5: unsafe md5.update(bufferPointer: span)
      case .sha256: unsafe sha256.update(bufferPointer: span)
      case nil: break
      }
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
