/// Where a field of fixed width lies in its record, flat.
struct FieldSlot: BitwiseCopyable {
  private var start: Int32
  /// Bytes of the record up to the field's end.
  private(set) var end: Int32
  private var isLeft: Bool
  /// A number padded with zeros keeps its last one.
  private var keepsLast: Bool
  /// The padding eight times.
  private var pad: UInt64

  init(_ field: FixedWidth.Field) {
    start = Int32(field.start)
    end = Int32(field.start + field.width)
    isLeft = field.alignment == .left
    keepsLast = field.alignment == .right && field.pad == UInt8(ascii: "0")
    pad = UInt64(field.pad) &* 0x0101_0101_0101_0101
  }

  /// The field of the record that begins at `record`, without its padding.
  @inline(always) func trimmed(_ bytes: ByteView, from record: Int) -> Range<Int> {
    var low = record &+ Int(start)
    var high = record &+ Int(end)
    let byte = UInt8(truncatingIfNeeded: pad)
    // Most fields are as long as they may be.
    if bytes[isLeft ? high &- 1 : low] != byte { return Range(uncheckedBounds: (low, high)) }
    if isLeft {
      while high &- low >= 8 {
        let strays = bytes.word(high &- 8) ^ pad
        high &-= strays.leadingZeroBitCount >> 3
        if strays != 0 { return Range(uncheckedBounds: (low, high)) }
      }
      while high > low, bytes[high &- 1] == byte { high &-= 1 }
    } else {
      let last = keepsLast ? high &- 1 : high
      while last &- low >= 8 {
        let strays = bytes.word(low) ^ pad
        low &+= strays.trailingZeroBitCount >> 3
        if strays != 0 { return Range(uncheckedBounds: (low, high)) }
      }
      while low < last, bytes[low] == byte { low &+= 1 }
    }
    return Range(uncheckedBounds: (low, high))
  }
}
