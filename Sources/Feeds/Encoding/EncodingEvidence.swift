/// Whether a file seems to be written in the other encoding than its form says.
///
/// Text of the one is now and then text of the other too, and would load as other characters. A whole file hardly is:
/// UTF-8's sequences of three bytes and more are no honest GB18030, and Chinese text of GB18030 is hardly ever UTF-8.
/// The first record that can only be what the form says ends the question.
///
/// Asked for every record, so it is a pointer that nobody counts; who made it frees it.
@safe struct EncodingEvidence {
  private struct State {
    var isOpen = true
    /// Records that are text of the other encoding.
    var against = 0
    /// Records that are text of both.
    var unclear = 0
  }

  private let state: UnsafeMutablePointer<State>
  private let declared: FeedForm.Encoding

  init(_ declared: FeedForm.Encoding) {
    self.declared = declared
    unsafe state = .allocate(capacity: 1)
    unsafe state.initialize(to: State())
  }

  func free() { unsafe state.deallocate() }

  /// Called with bytes that are not plain ASCII.
  @inline(__always) func take(_ bytes: ByteView, _ range: Range<Int>, isText: Bool) {
    if unsafe state.pointee.isOpen { look(bytes, range, isText: isText) }
  }

  /// The encoding a file of so many records is in, where it is not the declared one.
  func other(records: Int) -> FeedForm.Encoding? {
    let (isOpen, against, unclear) = unsafe (state.pointee.isOpen, state.pointee.against, state.pointee.unclear)
    guard isOpen, against > unclear else { return nil }
    switch declared {
    case .gb18030: return .utf8
    // None of these records loads in any case, and a few may have been broken on their way.
    case .utf8: return against > 1 && against > records / 2 ? .gb18030 : nil
    }
  }

  @inline(never) private func look(_ bytes: ByteView, _ range: Range<Int>, isText: Bool) {
    switch declared {
    case .utf8:
      if isText {
        if hasLongSequence(bytes, range) {
          unsafe state.pointee.isOpen = false
        } else {
          unsafe state.pointee.unclear += 1
        }
      } else if isGB18030(bytes, range) {
        unsafe state.pointee.against += 1
      }
    case .gb18030:
      if UTF8Check.fault(in: bytes, range) != nil {
        if isText { unsafe state.pointee.isOpen = false }
      } else if hasLongSequence(bytes, range) {
        unsafe state.pointee.against += 1
      } else if isText {
        unsafe state.pointee.unclear += 1
      }
    }
  }

  private func hasLongSequence(_ bytes: ByteView, _ range: Range<Int>) -> Bool {
    for at in range where bytes[at] >= 0xE0 { return true }
    return false
  }

  private func isGB18030(_ bytes: ByteView, _ range: Range<Int>) -> Bool {
    guard let table = GB18030.shared else { return false }
    let buffer = TextBuffer(forRecordsOf: range.count)
    return unsafe table.decode(bytes, range, to: buffer.base).fault == nil
  }
}
