package import Tabular

/// The identity of a delivery without reading its records: the SHA-256 of its decompressed content.
package enum ContentHash {
  /// Inflates the file once, in constant memory.
  ///
  /// - Parameter name: what errors call the file.
  package static func of(
    path: String, name: String, compression: FeedForm.Compression, limits: ReadLimits = ReadLimits()
  ) throws(FeedError) -> Fingerprint {
    let ring = ChunkRing(chunkSize: limits.chunk, headroom: 0)
    let thread = try ContentThread(path: path, name: name, compression: compression, limits: limits, ring: ring)
    var number = 0
    var ending: ContentEnding?
    while ending == nil {
      switch ring.take(number) {
      case .chunk:
        number += 1
        ring.free(before: number)
      case .ended(let found): ending = found
      }
    }
    thread.end()
    switch ending {
    case .complete(_, let hash): return hash
    case .failed(let error): throw error
    case .stopped, nil: preconditionFailure("nobody stops this reading")
    }
  }
}
