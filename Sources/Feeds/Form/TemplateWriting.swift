package import Tabular

extension Template {
  /// A line as its sender would write it. A place that nothing is known of stays blank.
  ///
  /// - Parameter sums: by item; one that is not there is nought.
  package func text(rows: Int, date: BusinessDate, sums: [String: Amount]) -> String {
    pieces.map { piece in
      switch piece {
      case .literal(let text): text
      case .place(.rows, let width): padded(String(rows), width, with: "0")
      case .place(.date, let width): padded(date.compact, width, with: " ")
      case .place(.md5, let width), .place(.sha256, let width), .place(.any, let width): padded("", width, with: " ")
      case .place(.sum(let item), let width):
        padded(spelled(sums[item] ?? Amount(units: 0, scale: scale)), width, with: " ")
      }
    }.joined()
  }

  private func padded(_ text: String, _ width: Int?, with pad: String) -> String {
    String(repeating: pad, count: max(0, (width ?? 0) - text.count)) + text
  }

  private func spelled(_ sum: Amount) -> String {
    let text = (Amount(sum.description, scale: scale) ?? sum).description
    return decimalMark == "," ? text.replacing(".", with: ",") : text
  }
}
