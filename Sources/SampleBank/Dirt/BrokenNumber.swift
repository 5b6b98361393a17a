/// Amounts and counts no reader can take, or that their type does not hold.
extension Stainer {
  func number(_ kind: DirtKind, _ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    guard let place = field(of: draft, &chance, where: { $0.isAmount && $1.contains(".") }) else { return nil }
    let value = draft.values[place]
    let plain = String(value.drop { $0 == "-" })
    let broken: String =
      switch kind {
      case .exponent: plain.replacing(".", with: "") + "E-2"
      case .twoPoints: value.replacing(".", with: "..")
      case .decimalComma: value.replacing(".", with: ",")
      case .parentheses: "(" + plain + ")"
      case .trailingMinus: plain + "-"
      case .unit: value + "元"
      default: chance.pick(["N/A", "1,23.45", value.replacing(".", with: ".-")])
      }
    return stain(kind, draft, place, broken)
  }

  /// More digits than the type, or below zero. Never the balance item: its sum must stay certain.
  func range(_ kind: DirtKind, _ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    let balance = layout.balance
    let places = layout.fields.indices.filter {
      $0 != balance && $0 != layout.split?.negative
        && (kind == .negative ? layout.fields[$0].kind == .count : layout.fields[$0].isAmount)
    }
    guard !places.isEmpty else { return nil }
    let place = chance.pick(places)
    guard case .amount(let precision, let scale) = layout.fields[place].kind else {
      return stain(kind, draft, place, "-\(chance.within(1...90))")
    }
    let whole = String(chance.within(1...9)) + chance.digits(precision - scale)
    return stain(kind, draft, place, whole + "." + String(repeating: "0", count: scale))
  }
}

extension Field {
  var isAmount: Bool {
    if case .amount = kind { return true }
    return false
  }
}
