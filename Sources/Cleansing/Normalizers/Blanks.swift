/// The normalizers that look at single characters: `trim`, `half_width`, `upper`, `drop_separators`.
enum Blanks {
  private static let space = UInt8(ascii: " ")
  private static let tab = UInt8(ascii: "\t")

  /// Without space, tab and U+3000 at both ends.
  static func trimmed(_ piece: Piece) -> Piece {
    let (first, count) = ends(piece)
    return piece.dropping(first: first, last: piece.count - first - count)
  }

  /// How many bytes are blank in front, and how many remain without the blanks at both ends.
  private static func ends(_ piece: Piece) -> (first: Int, count: Int) {
    var first = 0
    while first < piece.count {
      if piece[first] == space || piece[first] == tab {
        first += 1
      } else if isIdeographicSpace(piece, first) {
        first += 3
      } else {
        break
      }
    }
    var end = piece.count
    while end > first {
      if piece[end - 1] == space || piece[end - 1] == tab {
        end -= 1
      } else if end - first >= 3, isIdeographicSpace(piece, end - 3) {
        end -= 3
      } else {
        break
      }
    }
    return (first, end - first)
  }

  static func trim(_ draft: inout Draft) {
    let (first, kept) = ends(draft.piece)
    for index in 0..<kept { draft[index] = draft[first + index] }
    draft.truncate(to: kept)
  }

  /// U+FF01...U+FF5E to ASCII, U+3000 to a space.
  static func halfWidth(_ draft: inout Draft) {
    var end = 0
    var index = 0
    while index < draft.count {
      let lead = draft[index]
      if lead == 0xef, index + 2 < draft.count {
        let code = Int(draft[index + 1] & 0x3f) << 6 | Int(draft[index + 2] & 0x3f)
        // The low 12 bits of U+FF01...U+FF5E.
        if (0xf01...0xf5e).contains(code) {
          draft[end] = UInt8(code - 0xf01 + 0x21)
          end += 1
          index += 3
          continue
        }
      }
      if lead == 0xe3, index + 2 < draft.count, isIdeographicSpace(draft.piece, index) {
        draft[end] = space
        end += 1
        index += 3
        continue
      }
      draft[end] = lead
      end += 1
      index += 1
    }
    draft.truncate(to: end)
  }

  static func upper(_ draft: inout Draft) {
    for index in 0..<draft.count where (0x61...0x7a).contains(draft[index]) { draft[index] &= 0xdf }
  }

  /// Without ASCII spaces and hyphens.
  static func dropSeparators(_ draft: inout Draft) {
    var end = 0
    for index in 0..<draft.count where draft[index] != space && draft[index] != UInt8(ascii: "-") {
      draft[end] = draft[index]
      end += 1
    }
    draft.truncate(to: end)
  }

  private static func isIdeographicSpace(_ piece: Piece, _ index: Int) -> Bool {
    index + 3 <= piece.count && piece[index] == 0xe3 && piece[index + 1] == 0x80 && piece[index + 2] == 0x80
  }
}
