import Foundation
import Tabular

/// A delivered file's name, taken apart: what stays the same with every delivery, and its date.
struct FileName: Hashable {
  /// `TAX_PAY_{yyyyMMdd}{_nn}.txt.gz`.
  var pattern: String
  /// Nil where no date stands in it.
  var date: BusinessDate?
  /// What is left without date, number and endings: `tax_pay`.
  var stem: String

  init(_ path: String) {
    let name = URL(fileURLWithPath: path).lastPathComponent
    let characters = Array(name)
    pattern = name
    var bare = name
    for length in [8, 10] where date == nil && characters.count >= length {
      for start in 0...(characters.count - length) {
        let text = String(characters[start..<start + length])
        let isDigit = { (index: Int) in characters.indices.contains(index) && characters[index].isNumber }
        guard !isDigit(start - 1), !isDigit(start + length), let found = BusinessDate(text),
          length == 8 || text.filter({ $0 == "-" }).count == 2
        else { continue }
        date = found
        let head = String(characters[..<start])
        let tail = String(characters[(start + length)...]).replacing(/^_\d\d/, with: "")
        pattern = head + (length == 8 ? "{yyyyMMdd}" : "{yyyy-MM-dd}") + "{_nn}" + tail
        bare = head + tail
        break
      }
    }
    let words = bare.split(separator: ".", omittingEmptySubsequences: true).first.map(String.init) ?? bare
    let letters = words.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    stem = String(letters).split(separator: "_").joined(separator: "_")
    if stem.first?.isLetter != true { stem = "feed" + (stem.isEmpty ? "" : "_" + stem) }
  }
}
