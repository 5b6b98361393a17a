import Catalog
import Tabular
import Warehouse

/// Who has which label, a bit for each customer: written by several threads, each in words of its own.
@safe final class LabelBits: @unchecked Sendable {
  enum Plane: Int { case yes, unknown, population }

  /// Customers of one chunk, as the warehouse stores them.
  static let chunk = 65_536

  let numbers: [Int32]
  let wordCount: Int
  private let words: UnsafeMutablePointer<UInt64>

  /// - Parameter customers: the highest number and one.
  init(_ numbers: [Int32], customers: Int) {
    self.numbers = numbers
    wordCount = (customers + LabelBits.chunk - 1) / LabelBits.chunk * (LabelBits.chunk / 64)
    let size = max(1, numbers.count * 3 * wordCount)
    unsafe words = .allocate(capacity: size)
    unsafe words.initialize(repeating: 0, count: size)
  }

  deinit { unsafe words.deallocate() }

  var chunks: Int { wordCount / (LabelBits.chunk / 64) }

  @inline(__always) private func base(_ label: Int, _ plane: Plane) -> Int { (label * 3 + plane.rawValue) * wordCount }

  /// Bit 0 of a word is its lowest customer.
  @inline(__always) func set(_ label: Int, _ plane: Plane, _ customer: Int) {
    unsafe words[base(label, plane) + customer >> 6] |= 1 << UInt64(customer & 63)
  }

  @inline(__always) func word(_ label: Int, _ plane: Plane, _ index: Int) -> UInt64 {
    unsafe words[base(label, plane) + index]
  }

  func has(_ label: Int, _ plane: Plane, _ customer: Int) -> Bool {
    word(label, plane, customer >> 6) >> UInt64(customer & 63) & 1 == 1
  }

  func count(_ label: Int, _ plane: Plane) -> Int {
    (0..<wordCount).reduce(0) { $0 + word(label, plane, $1).nonzeroBitCount }
  }

  func isEmpty(_ label: Int, chunk: Int) -> Bool {
    let range = chunk * (LabelBits.chunk / 64)..<(chunk + 1) * (LabelBits.chunk / 64)
    return range.allSatisfy { word(label, .yes, $0) | word(label, .unknown, $0) | word(label, .population, $0) == 0 }
  }

  /// A chunk as `bit varying` wants it: the first customer in the highest bit of the first byte.
  func bytes(_ label: Int, _ plane: Plane, chunk: Int) -> [UInt8] {
    let range = chunk * (LabelBits.chunk / 64)..<(chunk + 1) * (LabelBits.chunk / 64)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(LabelBits.chunk / 8)
    for index in range {
      var word = word(label, plane, index)
      for _ in 0..<8 {
        bytes.append(LabelBits.mirrored[Int(word & 0xFF)])
        word >>= 8
      }
    }
    return bytes
  }

  /// Takes in a chunk as it was stored.
  func put(_ bytes: UnsafeRawBufferPointer, _ label: Int, _ plane: Plane, chunk: Int) {
    guard chunk < chunks else { return }
    let first = base(label, plane) + chunk * (LabelBits.chunk / 64)
    for index in 0..<min(bytes.count, LabelBits.chunk / 8) {
      let byte = unsafe UInt64(LabelBits.mirrored[Int(bytes[index])])
      unsafe words[first + index >> 3] |= byte << UInt64((index & 7) * 8)
    }
  }

  private static let mirrored: [UInt8] = (0...255).map { byte in
    var made: UInt8 = 0
    for bit in 0..<8 where byte >> bit & 1 == 1 { made |= UInt8(0x80) >> UInt8(bit) }
    return made
  }
}
