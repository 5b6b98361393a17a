import Tabular

/// An expression as people write it, with no parenthesis more than it needs: equal texts over equal names are equal
/// expressions.
extension Expression: CustomStringConvertible {
  package var description: String { text(within: 0) }

  private func text(within outer: Int) -> String {
    let own = precedence
    let text =
      switch form {
      case .literal(let constant): constant.description
      case .name(let name): name
      case .not(let inner): "not " + inner.text(within: own)
      case .negative(let inner): "-" + inner.text(within: own)
      case .operation(let sign, let left, let right):
        // Operators gather to the left; comparisons do not gather.
        left.text(within: Operator.comparisons.contains(sign) ? own + 1 : own) + " \(sign.rawValue) "
          + right.text(within: own + 1)
      case .membership(let value, let listed):
        value.text(within: own + 1) + " in (" + listed.map(\.description).joined(separator: ", ") + ")"
      case .isNull(let value): value.text(within: own + 1) + " is null"
      case .call(let function, let given):
        function.rawValue + "(" + given.map(\.description).joined(separator: ", ") + ")"
      }
    return own < outer ? "(\(text))" : text
  }

  private var precedence: Int {
    switch form {
    case .operation(.or, _, _): 1
    case .operation(.and, _, _): 2
    case .not: 3
    case .operation(.plus, _, _), .operation(.minus, _, _): 5
    case .operation(.times, _, _), .operation(.over, _, _): 6
    case .operation, .membership, .isNull: 4
    case .negative: 7
    case .literal, .name, .call: 8
    }
  }

  /// The names it reads, each once, sorted; the business date is none.
  package var names: [String] {
    var found: Set<String> = []
    collect(&found)
    return found.subtracting([BusinessDateName.name]).sorted()
  }

  private func collect(_ found: inout Set<String>) {
    switch form {
    case .literal: break
    case .name(let name): found.insert(name)
    case .not(let inner), .negative(let inner), .isNull(let inner), .membership(let inner, _): inner.collect(&found)
    case .operation(_, let left, let right):
      left.collect(&found)
      right.collect(&found)
    case .call(_, let given): for one in given { one.collect(&found) }
    }
  }
}

extension Constant: CustomStringConvertible {
  package var description: String {
    switch self {
    case .boolean(let value): String(value)
    case .integer(let number): String(number)
    case .decimal(let units, let scale): Amount(units: Int128(units), scale: scale).description
    case .date(let date): "date '\(date)'"
    case .text(let text):
      "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    case .unknown: "null"
    }
  }
}
