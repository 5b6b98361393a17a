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
    let lines = clean.hasSuffix("\n") ? clean.dropLast() : clean[...]
    var word = ""
    // Blanks before a number are its padding: the place has a width.
    var blanks = 0
    for character in lines {
      if character.isASCII, character.isNumber || character.isLetter || character == "." || character == "-" {
        word.append(character)
      } else {
        add(word, padding: blanks)
        blanks = character == " " ? (word.isEmpty ? blanks + 1 : 1) : 0
        word = ""
        if blanks == 0 { add(literal: String(character)) } else { pattern += " " }
      }
    }
    add(word, padding: blanks)
  }

  private mutating func add(literal: String) {
    pattern += literal == "{" || literal == "}" ? "{any}" : literal
  }

  private mutating func add(_ word: String, padding: Int) {
    if word.isEmpty { return }
    if padding > 1, word.allSatisfy({ $0.isNumber || $0 == "." || $0 == "-" }) {
      pattern.removeLast(padding)
      let place = place(word[...]) ?? "any"
      return pattern += "{\(place) \(padding + word.count)}"
    }
    if word.lowercased() == facts.md5 { return pattern += "{md5}" }
    if word.lowercased() == facts.sha256 { return pattern += "{sha256}" }
    let opening = word.prefix { $0.isLetter }
    let rest = word.dropFirst(opening.count)
    // A word such as ROWS is text; the letter before the digits of a fixed-width trailer is its tag.
    if rest.isEmpty || !rest.allSatisfy({ $0.isNumber || $0 == "." || $0 == "-" }) || !opening.isEmpty && rest.count < 8
    {
      return pattern += word
    }
    pattern += opening
    numbers(rest)
  }

  private mutating func numbers(_ text: Substring) {
    if let place = place(text) { return pattern += "{\(place)}" }
    // Digits without anything between: a date of eight, then the rows, then a sum.
    if text.count > 8, BusinessDate(text.prefix(8)) != nil {
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
    if text.count == 8 || text.count == 10 && text.contains("-"), BusinessDate(text) != nil { return "date" }
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
