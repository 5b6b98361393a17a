import Tabular

/// `min` or `max` of a number, read with the places its type has.
enum Bound {
  /// Nil where the type has no bounds or the text is none of its numbers; the reason is reported.
  static func read(
    _ text: Located<String>, _ key: String, type: ColumnType, for subject: String, _ findings: Findings
  ) -> Amount? {
    guard let scale = type.boundScale, let largest = type.largest else {
      findings.error(
        at: text.location, "\(subject): \(key) is for numbers; the type is \(type)", hint: "drop \(key)")
      return nil
    }
    // 24 characters hold every number of the types we have; more would only be work.
    guard text.value.utf8.count <= 24, let amount = Amount(text.value, scale: scale),
      amount.units.magnitude <= largest.magnitude
    else {
      let places = scale == 0 ? "no point" : "at most \(scale) after the point"
      findings.error(at: text.location, "\(subject): \(key) is no \(type)", hint: "write digits, and \(places)")
      return nil
    }
    return amount
  }
}
