/// What kinds of byte a text holds, found by one look per byte: a set of bits.
enum ByteClass {
  /// NUL, and the lead bytes of characters for private use.
  static let guarded: UInt16 = 1
  /// Lead bytes of full-width forms and of U+3000.
  static let wide: UInt16 = 2
  static let lower: UInt16 = 4
  static let separator: UInt16 = 8
  static let groupMark: UInt16 = 16
  /// Lead bytes of the dots in names.
  static let dot: UInt16 = 32
  static let notDigit: UInt16 = 64
  static let notLetter: UInt16 = 128
  static let notAlphanumeric: UInt16 = 256
  static let notASCII: UInt16 = 512

  /// The classes of every byte.
  static var table: [UInt16] {
    (0...255).map { byte in
      let isDigit = (0x30...0x39).contains(byte)
      let isLetter = (0x41...0x5a).contains(byte & 0xdf) && byte < 0x80
      var classes: UInt16 = 0
      if [0x00, 0xee, 0xef].contains(byte) { classes |= guarded }
      if [0xe3, 0xef].contains(byte) { classes |= wide }
      if isLetter, byte >= 0x61 { classes |= lower }
      if [0x20, 0x2d].contains(byte) { classes |= separator }
      if [0x2c, 0x2e].contains(byte) { classes |= groupMark }
      if [0xce, 0xe2, 0xe3, 0xef].contains(byte) { classes |= dot }
      if !isDigit { classes |= notDigit }
      if !isLetter { classes |= notLetter }
      if !isDigit, !isLetter { classes |= notAlphanumeric }
      if byte >= 0x80 { classes |= notASCII }
      return classes
    }
  }
}
