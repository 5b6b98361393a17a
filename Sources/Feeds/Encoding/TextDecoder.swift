import Tabular

/// A feed's delivered bytes as UTF-8.
struct TextDecoder {
  /// Nil for UTF-8, which is checked and used where it lies.
  let table: GB18030?
  /// Where a whole file is read: which encoding its records are in.
  let evidence: EncodingEvidence?

  init(_ encoding: FeedForm.Encoding, file: String, evidence: EncodingEvidence? = nil) throws(FeedError) {
    self.evidence = evidence
    switch encoding {
    case .utf8: table = nil
    case .gb18030:
      guard let shared = GB18030.shared else { throw FeedError(file: file, .noDecoder) }
      table = shared
    }
  }

  enum Decoded {
    /// The text is where the bytes are.
    case inPlace
    /// The text is the buffer's first bytes.
    case buffered(Int)
    /// The offset of the first byte that is no text.
    case fault(Int)
  }

  /// Decodes a whole record; the text of GB18030 goes to the beginning of `buffer`.
  @inline(__always) func decode(_ bytes: ByteView, _ range: Range<Int>, into buffer: TextBuffer) -> Decoded {
    if isPlain(bytes, range) { return .inPlace }
    guard let table else {
      let fault = UTF8Check.fault(in: bytes, range)
      evidence?.take(bytes, range, isText: fault == nil)
      return fault.map { .fault($0) } ?? .inPlace
    }
    precondition(range.count + range.count / 2 + 8 <= buffer.capacity)
    let (written, fault) = unsafe table.decode(bytes, range, to: buffer.base)
    evidence?.take(bytes, range, isText: fault == nil)
    if let fault { return .fault(fault) }
    return .buffered(written)
  }

  /// Text of a heading or a trailer; nil where it is none.
  func string(_ bytes: ByteView, _ range: Range<Int>, _ buffer: TextBuffer) -> String? {
    switch decode(bytes, range, into: buffer) {
    case .inPlace: bytes.string(range)
    case .buffered(let count): buffer.view(count).string(0..<count)
    case .fault: nil
    }
  }
}

extension ByteView {
  func string(_ range: Range<Int>) -> String {
    let part = part(range)
    return unsafe String(decoding: UnsafeBufferPointer(start: part.base, count: part.count), as: UTF8.self)
  }
}
