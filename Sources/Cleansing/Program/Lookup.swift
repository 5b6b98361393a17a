/// A set of texts that lead to canonical texts, as a range of slots in `Lookups`.
struct LookupTable: BitwiseCopyable {
  var start: Int32
  var mask: Int32
  /// No table at all.
  static let none = LookupTable(start: 0, mask: -1)
  @inline(always) var exists: Bool { mask >= 0 }
}

/// A slot of an open-addressed table.
struct LookupSlot: BitwiseCopyable {
  /// The key's first eight bytes; with the length that is the whole key for nearly every code there is.
  var head: UInt64 = 0
  /// -1: nothing here.
  var length: Int32 = -1
  var key: Int32 = 0
  /// Where the canonical text lies.
  var start: Int32 = 0
  var count: Int32 = 0
  /// Whether the key is the canonical text itself.
  var isCanonical = true
  /// What else the table says; a choice says its step.
  var tag: Int32 = 0
}

/// Bytes and slots of all tables of one cleanser, while they are gathered.
struct LookupBuilder {
  private(set) var bytes: [UInt8] = []
  private(set) var slots: [LookupSlot] = []

  /// Keeps a text, and says where it lies.
  mutating func keep(_ text: some StringProtocol) -> (start: Int32, count: Int32) {
    let start = Int32(bytes.count)
    bytes.append(contentsOf: text.utf8)
    return (start, Int32(bytes.count) - start)
  }

  /// A table of `keys`, each with its canonical text and tag; of equal keys the first counts.
  mutating func table(_ keys: [(key: String, canonical: String, tag: Int32)]) -> LookupTable {
    var size = 4
    while size < keys.count * 2 { size *= 2 }
    let table = LookupTable(start: Int32(slots.count), mask: Int32(size - 1))
    slots.append(contentsOf: repeatElement(LookupSlot(), count: size))
    for (key, canonical, tag) in keys {
      let head = key.utf8.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let place = keep(key)
      var index = LookupSlot.index(head, Int(place.count), table.mask)
      var isThere = false
      while slots[Int(table.start) + index].length >= 0 {
        let other = slots[Int(table.start) + index]
        if other.length == place.count, bytes[Int(other.key)...].starts(with: key.utf8) {
          isThere = true
          break
        }
        index = (index + 1) & Int(table.mask)
      }
      if isThere { continue }
      let target = key == canonical ? place : keep(canonical)
      slots[Int(table.start) + index] = LookupSlot(
        head: head, length: place.count, key: place.start, start: target.start, count: target.count,
        isCanonical: key == canonical, tag: tag)
    }
    return table
  }
}

extension LookupSlot {
  @inline(always) static func index(_ head: UInt64, _ length: Int, _ mask: Int32) -> Int {
    let mixed = (head ^ UInt64(truncatingIfNeeded: length)) &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: mixed >> 40) & Int(mask)
  }
}

/// All tables of one cleanser.
struct Lookups: ~Copyable {
  let bytes: Row<UInt8>
  private let slots: Row<LookupSlot>

  init(_ builder: LookupBuilder) {
    bytes = Row(builder.bytes)
    slots = Row(builder.slots)
  }

  /// The slot of `piece` in a table that exists, or -1.
  @inline(always) func find(_ piece: Piece, in table: LookupTable) -> Int {
    let head = piece.head
    var index = LookupSlot.index(head, piece.count, table.mask)
    // A table is at most half full, so an empty slot ends every search.
    while true {
      let at = Int(table.start) + index
      let length = Int(slots[at].length)
      if length < 0 { return -1 }
      if slots[at].head == head, length == piece.count, length <= 8 || isSame(piece, at) { return at }
      index = (index + 1) & Int(table.mask)
    }
  }

  @inline(never) private func isSame(_ piece: Piece, _ at: Int) -> Bool {
    piece.equals(bytes.piece(Int(slots[at].key), piece.count))
  }

  @inline(always) func isCanonical(_ slot: Int) -> Bool { slots[slot].isCanonical }
  @inline(always) func tag(_ slot: Int) -> Int { Int(slots[slot].tag) }
  func canonical(_ slot: Int) -> Piece { bytes.piece(Int(slots[slot].start), Int(slots[slot].count)) }
}
