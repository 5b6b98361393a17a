extension Piece {
  /// Whether a byte or character stands here that no text of the bank may hold: NUL, which PostgreSQL refuses,
  /// and U+E000...U+F8FF, which GB 18030 decoders of different editions read differently.
  var holdsForbidden: Bool {
    for index in 0..<count {
      let lead = self[index]
      if lead == 0 { return true }
      if lead == 0xee { return true }
      if lead == 0xef, index + 1 < count, self[index + 1] < 0xa4 { return true }
    }
    return false
  }
}
