import Feeds
import Tabular

/// In which encoding a file is written, and what speaks for it.
struct FoundEncoding {
  var encoding: FeedForm.Encoding
  /// Lines looked at, and those of them that hold more than ASCII.
  var lines: Int
  var foreign: Int
  /// Of the foreign lines, those that are text in each encoding.
  var utf8 = 0
  var gb18030 = 0
  var hasByteOrderMark: Bool

  init(_ sample: FileSample) {
    let foreign = sample.head.filter { line in line.contains { $0 >= 0x80 } }
    lines = sample.head.count
    self.foreign = foreign.count
    hasByteOrderMark = sample.hasByteOrderMark
    utf8 = foreign.count { FeedText(.utf8).string($0) != nil }
    gb18030 = foreign.count { FeedText(.gb18030).string($0) != nil }
    // Text in UTF-8 is often GB18030 as well, hardly ever the other way about: a file most of whose lines are UTF-8 is that,
    // its others are damaged.
    let isForeign = gb18030 > utf8 && utf8 * 2 < foreign.count
    encoding = isForeign && !hasByteOrderMark ? .gb18030 : .utf8
  }

  /// Whether so many lines speak for it that no damaged one decides.
  var isTold: Bool { foreign >= 3 }

  var evidence: String {
    if foreign == 0 {
      return "ASCII alone in \(lines.grouped) lines: GB18030 would read the same; ask the sender"
        + (hasByteOrderMark ? "; it begins with a byte order mark" : "")
    }
    let shares =
      "of \(foreign.grouped) lines beyond ASCII \(share(utf8, of: foreign)) are UTF-8, "
      + "\(share(gb18030, of: foreign)) GB18030"
    return shares + (hasByteOrderMark ? "; it begins with a byte order mark" : "")
  }

  /// A line as text; what is no text in the encoding is nil.
  func text(_ line: [UInt8]) -> String? { FeedText(encoding).string(line) }
}

/// A share as people read it; never rounded up to 100%, nor down to 0%.
func share(_ part: Int, of whole: Int) -> String {
  guard whole > 0 else { return "-" }
  if part == whole { return "100%" }
  if part == 0 { return "0%" }
  let tenths = min(max(part * 1000 / whole, 1), 999)
  return "\(tenths / 10).\(tenths % 10)%"
}
