/// The normalizer `name_dot`: the dot inside a transcribed name, 阿依·古丽, is written in many ways.
enum Dots {
  /// U+2022, U+2027, U+2219, U+22C5, U+30FB, U+318D, U+FF65 and U+0387 to U+00B7.
  static func unify(_ draft: inout Draft) {
    var end = 0
    var index = 0
    while index < draft.count {
      let length = dotLength(draft, index)
      if length > 0 {
        draft[end] = 0xc2
        draft[end + 1] = 0xb7
        end += 2
        index += length
      } else {
        draft[end] = draft[index]
        end += 1
        index += 1
      }
    }
    draft.truncate(to: end)
  }

  /// How many bytes the dot at `index` has; 0 where there is none.
  private static func dotLength(_ draft: Draft, _ index: Int) -> Int {
    switch draft[index] {
    case 0xce: return index + 1 < draft.count && draft[index + 1] == 0x87 ? 2 : 0
    case 0xe2, 0xe3, 0xef:
      guard index + 2 < draft.count else { return 0 }
      switch (draft[index], draft[index + 1], draft[index + 2]) {
      case (0xe2, 0x80, 0xa2), (0xe2, 0x80, 0xa7), (0xe2, 0x88, 0x99), (0xe2, 0x8b, 0x85), (0xe3, 0x83, 0xbb),
        (0xe3, 0x86, 0x8d), (0xef, 0xbd, 0xa5):
        return 3
      default: return 0
      }
    default: return 0
    }
  }
}
