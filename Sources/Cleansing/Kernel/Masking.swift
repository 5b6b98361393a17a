/// The masked forms. They count characters, not bytes.
enum Masking {
  private static let star = UInt8(ascii: "*")

  /// The first and last so many characters and a `*` for each one between; a value that is too short to hide
  /// anything in is hidden whole.
  static func keep(_ text: Piece, _ first: Int, _ last: Int, _ scratch: inout Scratch) -> Piece {
    var draft = scratch.draft(text.count)
    let characters = text.isASCII ? text.count : text.characters
    let hidden = characters > first + last ? first..<(characters - last) : 0..<characters
    if characters == text.count {
      draft.append(text)
      draft.overwrite(hidden, with: star)
      return draft.piece
    }
    var character = -1
    for index in 0..<text.count {
      let isStart = text[index] & 0xc0 != 0x80
      if isStart { character += 1 }
      if !hidden.contains(character) {
        draft.append(text[index])
      } else if isStart {
        draft.append(star)
      }
    }
    return draft.piece
  }

  /// 王秀兰 to 王**: always two, so that the length says nothing.
  static func surname(_ text: Piece, _ scratch: inout Scratch) -> Piece {
    var end = min(1, text.count)
    while end < text.count, text[end] & 0xc0 == 0x80 { end += 1 }
    return cut(text, end, stars: 2, &scratch)
  }

  /// An address up to its district: the first 区 or 县 that names one, else the last 市, and `****`.
  ///
  /// Not the last 区: that is often a housing estate (小区), far behind the district. 自治区 is a province.
  static func district(_ text: Piece, _ scratch: inout Scratch) -> Piece {
    var end = 0
    var index = 0
    while index + 3 <= text.count {
      if matches(text, index, Self.city) {
        end = index + 3
      } else if matches(text, index, Self.county) || matches(text, index, Self.district), !isOtherArea(text, index) {
        end = index + 3
        break
      }
      index += 1
    }
    return cut(text, end, stars: 4, &scratch)
  }

  private static let city: StaticString = "市"
  private static let county: StaticString = "县"
  private static let district: StaticString = "区"

  /// 自治区, 小区, 社区.
  private static func isOtherArea(_ text: Piece, _ index: Int) -> Bool {
    guard index >= 3, matches(text, index, district) else { return false }
    return ["治", "小", "社"].contains { matches(text, index - 3, $0) }
  }

  private static func matches(_ text: Piece, _ index: Int, _ character: StaticString) -> Bool {
    guard index + character.utf8CodeUnitCount <= text.count else { return false }
    return character.withUTF8Buffer { bytes in
      bytes.indices.allSatisfy { unsafe bytes[$0] == text[index + $0] }
    }
  }

  private static func cut(_ text: Piece, _ end: Int, stars: Int, _ scratch: inout Scratch) -> Piece {
    var draft = scratch.draft(end + stars)
    draft.append(text.dropping(last: text.count - end))
    draft.append(star, times: stars)
    return draft.piece
  }
}
