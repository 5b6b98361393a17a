import Crypto
import Glibc
package import Tabular

/// The digests of a file as delivered, before decompression: what a control file declares.
package struct FileDigest: Hashable, Sendable {
  package var md5: Fingerprint
  package var sha256: Fingerprint
  package var bytes: Int

  /// Reads the file once, in constant memory.
  ///
  /// - Parameter name: what errors call the file.
  package init(path: String, name: String) throws(FeedError) {
    var md5 = Insecure.MD5()
    var sha256 = SHA256()
    var bytes = 0
    let size = 1 << 18
    let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    defer { unsafe buffer.deallocate() }
    do {
      let file = try InputFile(path: path, name: name)
      while true {
        let count = try unsafe file.read(into: buffer, count: size)
        if count == 0 { break }
        bytes += count
        let part = unsafe UnsafeRawBufferPointer(start: buffer, count: count)
        unsafe md5.update(bufferPointer: part)
        unsafe sha256.update(bufferPointer: part)
      }
    } catch {
      switch error {
      case .feed(let error): throw error
      case .stopped: preconditionFailure("nobody stops a file's reading")
      }
    }
    self.md5 = Fingerprint(Array(md5.finalize()))
    self.sha256 = Fingerprint(Array(sha256.finalize()))
    self.bytes = bytes
  }

  /// Whether the file is the one a declaration gives the checksum of; true where it gives none.
  package func agrees(with declared: Declaration.Checksum?) -> Bool {
    switch declared {
    case .md5(let digest): digest == md5
    case .sha256(let digest): digest == sha256
    case nil: true
    }
  }
}
