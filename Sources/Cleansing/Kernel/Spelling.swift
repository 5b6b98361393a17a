import Tabular

/// How numbers and times are written where a mask or a token needs them as text.
enum Spelling {
  static func text(_ number: Int64, _ kind: Step.Kind, scale: Int, _ scratch: inout Scratch) -> Piece {
    let text =
      switch kind {
      case .date: BusinessDate(daysSince2000: Int32(truncatingIfNeeded: number)).description
      case .timestamp: timestamp(number)
      case .decimal: Amount(units: Int128(number), scale: scale).description
      case .boolean: number == 0 ? "false" : "true"
      case .integer, .text: String(number)
      }
    var draft = scratch.draft(text.utf8.count)
    for byte in text.utf8 { draft.append(byte) }
    return draft.piece
  }

  /// `2025-11-20 08:01:02`
  private static func timestamp(_ microseconds: Int64) -> String {
    let seconds = microseconds / 1_000_000
    let day = seconds >= 0 ? seconds / 86_400 : -((-seconds + 86_399) / 86_400)
    let clock = Int(seconds - day * 86_400)
    let pair = { (number: Int) in number < 10 ? "0\(number)" : String(number) }
    let date = BusinessDate(daysSince2000: Int32(truncatingIfNeeded: day))
    return "\(date) \(pair(clock / 3600)):\(pair(clock / 60 % 60)):\(pair(clock % 60))"
  }
}
