import Golden
import Semantics
import Tabular

@testable import Catalog

/// Typed columns with rows, and expressions over them, as text files.
struct ExpressionCase {
  struct Names: ExpressionScope {
    var types: [String: ValueType]
    var names: [String] { types.keys.sorted() }
    var kind: String { "column" }
    func find(_ name: String) -> FoundName {
      types[name].map { .value(NamedValue(type: $0, level: 1)) } ?? .unknown
    }
  }

  let texts = TextPool()
  let names: [String]
  let types: [ValueType]
  let columns: [Vector]
  let expressions: [Expression]
  let written: [String]

  /// `columns.txt`: `name type` between bars, then rows; `?` is unknown. `expressions.txt`: one a line.
  init(_ golden: GoldenCase) throws {
    let lines = try golden.text("columns.txt").split(separator: "\n").map { line in
      line.split(separator: "|").map { $0.trimming(while: \.isWhitespace) }
    }
    let heads = lines[0].map { $0.split(separator: " ").map(String.init) }
    names = heads.map { $0[0] }
    types = heads.map { ExpressionCase.type($0[1]) }
    let (texts, types) = (texts, types)
    columns = types.indices.map { place in
      Vector(lines.dropFirst().map { ExpressionCase.value($0[place], types[place], texts) })
    }
    written = try golden.text("expressions.txt").split(separator: "\n").map(String.init)
    let scope = Names(types: Dictionary(uniqueKeysWithValues: zip(names, types)))
    expressions = try written.map { text in
      var typer = Typer(scope)
      guard let expression = typer.typed(try ExpressionParser.parse(text)) else {
        throw typer.errors.first ?? ExpressionError(place: 0..<0, problem: text)
      }
      return expression
    }
  }

  private static func type(_ word: String) -> ValueType {
    switch word {
    case "boolean": .boolean
    case "integer": .integer
    case "date": .date
    case "timestamp": .timestamp
    case "text": .text
    default: .decimal(scale: Int(word.dropFirst("decimal.".count))!)
    }
  }

  private static func value(_ word: String, _ type: ValueType, _ texts: TextPool) -> Int64? {
    if word == "?" { return nil }
    switch type {
    case .boolean: return word == "true" ? 1 : 0
    case .integer: return Int64(word)!
    case .decimal(let scale): return Int64(Amount(word, scale: scale)!.units)
    case .date: return Int64(BusinessDate(word)!.daysSince2000)
    case .text: return texts.id(word == "''" ? "" : word)
    case .timestamp:
      let parts = word.split(separator: " ")
      let clock = parts[1].split(separator: ":").map { Int64($0)! }
      return Int64(BusinessDate(parts[0])!.daysSince2000) * 86_400_000_000
        + ((clock[0] * 60 + clock[1]) * 60 + clock[2]) * 1_000_000
    }
  }
}

extension StringProtocol {
  fileprivate func trimming(while isOut: (Character) -> Bool) -> String {
    String(drop(while: isOut).reversed().drop(while: isOut).reversed())
  }
}
