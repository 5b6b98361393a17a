package import Catalog
package import Tabular

/// Times as they are written, for whoever looks at values that no item declares.
package enum WrittenTime {
  private static let shapes = TimePattern.allCases.map { (pattern: $0, shape: Shape($0)) }

  /// The spellings in which a text is a time, each with the day it then says.
  package static func readings(of text: [UInt8]) -> [(pattern: TimePattern, day: BusinessDate)] {
    unsafe text.withUnsafeBufferPointer { bytes in
      let piece = unsafe Piece(bytes)
      return shapes.compactMap { pattern, shape in
        let reading = shape.read(piece)
        return reading.verdict == .fits ? (pattern, BusinessDate(daysSince2000: reading.days)) : nil
      }
    }
  }
}
