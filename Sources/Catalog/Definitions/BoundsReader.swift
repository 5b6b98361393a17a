import Tabular

/// `min` and `max` of a number, read with the places its type has.
struct BoundsReader {
  var minimum: Amount?
  var maximum: Amount?

  /// Without a type (it is wrong or missing, and reported already) the bounds are passed over.
  init(_ mapping: LocatedMapping, type: ColumnType?) {
    let low = mapping.optionalText("min")
    let high = mapping.optionalText("max")
    guard let type else { return }
    minimum = low.flatMap { BoundsReader.amount($0, "min", type, mapping) }
    maximum = high.flatMap { BoundsReader.amount($0, "max", type, mapping) }
    if let minimum, let maximum, let high, minimum.units > maximum.units {
      mapping.findings.error(at: high.location, mapping.about("max is below min"), hint: "swap them")
    }
  }

  private static func amount(
    _ text: Located<String>, _ key: String, _ type: ColumnType, _ mapping: LocatedMapping
  ) -> Amount? {
    guard let scale = type.boundScale, let largest = type.largest else {
      mapping.findings.error(
        at: text.location, mapping.about("\(key) is for numbers; the type is \(type)"), hint: "drop \(key)")
      return nil
    }
    guard let amount = Amount(text.value, scale: scale), amount.units.magnitude <= largest.magnitude else {
      mapping.findings.error(
        at: text.location, mapping.about("\(key) is no \(type)"), hint: "digits, and at most \(scale) after the point")
      return nil
    }
    return amount
  }
}
