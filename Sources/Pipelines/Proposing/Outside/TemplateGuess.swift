import Feeds
import Foundation
import Tabular

/// What a trailer or a control file declares, found by comparing its numbers with what the data file holds.
struct TemplateGuess {
  /// What is known of the data file.
  struct Facts {
    var rows: Int
    /// Items and their sums, where the whole file was added up.
    var sums: [(item: String, sum: Amount)] = []
    var md5: String?
    var sha256: String?
  }

  /// As a feed's file writes it; numbers nobody could explain are `{any}`.
  var pattern = ""
  /// Whether the number of records was found in it.
  var hasRows = false
  /// The item whose sum it declares.
  var sum: String?
  private let facts: Facts

  init(_ text: String, _ facts: Facts) {
    self.facts = facts
    let clean = text.replacing("\r\n", with: "\n")
    let lines = Array(clean.hasSuffix("\n") ? clean.dropLast() : clean[...])
    var word = ""
    // Blanks before a number are its padding: the place has a width.
    var blanks = 0
    var isFirst = true
    for character in lines + ["\n"] {
      let isWord = character.isNumber || character.isLetter || character == "." || character == "-"
      // Chinese words stand beside numbers without a sign between them.
      if isWord, word.last.map({ $0.isASCII == character.isASCII }) ?? true {
        word.append(character)
        continue
      }
      add(word, padding: blanks, isKey: isFirst || "=:：".contains(character))
      isFirst = character == "\n" || isFirst && word.isEmpty
      blanks = character == " " ? (word.isEmpty ? blanks + 1 : 1) : 0
      word = isWord ? String(character) : ""
      if isWord { continue }
      pattern += character == "{" || character == "}" ? "{any}" : String(character)
    }
    pattern.removeLast()
    if Template(pattern) == nil { (pattern, hasRows, sum) = ("{any}", false, nil) }
  }

  /// Whether it says anything of the file.
  var declares: Bool {
    hasRows || sum != nil || ["{date", "{md5}", "{sha256}"].contains { pattern.contains($0) }
  }

  /// Words of senders' totals; any other word may be anything, and stays where it is.
  private static let words: Set<String> = [
    "合计", "总计", "汇总", "共", "共计", "尾记录", "记录数", "行数", "笔数", "总笔数", "行", "笔", "条", "金额", "总金额", "元", "日期", "文件结束", "ROWS",
    "COUNT", "TOTAL", "AMOUNT", "SUM",
    "DATE", "END", "EOF", "TRAILER", "FOOTER", "MD5", "SHA256",
  ]

  /// Whether a word is the sender's form rather than a value: it begins a line or a number follows it behind a sign.
  private static func isForm(_ word: String, isKey: Bool) -> Bool {
    words.contains(word.uppercased())
      || isKey && word.count <= 16 && word.allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber) }
  }

  private mutating func add(_ word: String, padding: Int, isKey: Bool) {
    if word.isEmpty { return }
    let isDigits = { (text: Substring) in text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "-") } }
    if padding > 1, isDigits(word[...]) {
      pattern.removeLast(padding)
      return pattern += "{\(place(word[...]) ?? "any") \(padding + word.count)}"
    }
    if word.lowercased() == facts.md5 { return pattern += "{md5}" }
    if word.lowercased() == facts.sha256 { return pattern += "{sha256}" }
    // A word such as ROWS is text; the letter before the digits of a fixed-width trailer is its tag.
    let opening = word.prefix { $0.isLetter }
    let rest = word.dropFirst(opening.count)
    if isDigits(rest), !rest.isEmpty, opening.isEmpty || rest.count >= 8, opening.count < 2 {
      pattern += opening
      return numbers(rest)
    }
    pattern += TemplateGuess.isForm(word, isKey: isKey) ? word : "{any}"
  }

  private mutating func numbers(_ text: Substring) {
    if let place = place(text) { return pattern += "{\(place)}" }
    // Digits without anything between: a date of eight, then the rows, then a sum.
    if text.count > 8, !pattern.contains("{date"), BusinessDate(text.prefix(8)) != nil {
      let rest = text.dropFirst(8)
      for width in stride(from: min(rest.count, 12), through: 4, by: -1) where Int(rest.prefix(width)) == facts.rows {
        let last = rest.dropFirst(width)
        guard !hasRows else { break }
        hasRows = true
        pattern += "{date 8}{rows \(width)}"
        if !last.isEmpty { pattern += "{\(sumPlace(last) ?? "any") \(last.count)}" }
        return
      }
    }
    pattern += "{any}"
  }

  private mutating func place(_ text: Substring) -> String? {
    if !hasRows, Int(text) == facts.rows, text.count < 12 {
      hasRows = true
      return "rows"
    }
    if text.count == 8 || text.count == 10 && text.contains("-"), !pattern.contains("{date"), BusinessDate(text) != nil
    {
      return "date"
    }
    return text.contains(".") ? sumPlace(text) : nil
  }

  private mutating func sumPlace(_ text: Substring) -> String? {
    guard sum == nil else { return nil }
    let found = facts.sums.first { item in
      guard let amount = Amount(text, scale: item.sum.scale) else { return false }
      return amount == item.sum
    }
    sum = found?.item
    return found.map { "sum \($0.item)" }
  }
}
