import Tabular

/// `hysteresis:` of a label with values: how slowly they fall, and the label that says who is about to.
struct HysteresisReader {
  let root: LocatedMapping

  func read(_ form: LabelDeclaration.Form?) -> (hysteresis: Label.Hysteresis, watch: Located<String>?)? {
    guard let mapping = root.optionalMapping("hysteresis") else { return nil }
    let months = mapping.requiredInteger("down_after_months", in: 1...60, hint: "write down_after_months: 3")
    let codes = byValue(mapping, form)
    let watch = mapping.optionalText("watch_label")
    mapping.finish()
    if let watch, !FamilyHead.isID(watch.value) {
      root.findings.error(
        at: watch.location, root.about("hysteresis: “\(watch.value.prefix(60))” is no id"),
        hint: "upper case, digits and _, at most 48: TIER_WATCH")
    }
    switch form {
    case .values(let values)?:
      // Who has no value today has no higher one and no lower one either.
      if let last = values.last, !last.isElse {
        root.findings.error(
          at: mapping.location, root.about("hysteresis is for values of which everybody has one"),
          hint: "end values: with one that has else: true")
      }
    case nil: break
    default: root.findings.error(at: mapping.location, root.about("hysteresis is for values"), hint: "drop it")
    }
    return months.map {
      (.init(downAfterMonths: $0.value, downAfterMonthsByValue: codes, watch: watch?.value), watch)
    }
  }

  private func byValue(_ mapping: LocatedMapping, _ form: LabelDeclaration.Form?) -> [String: Int] {
    var codes: [String: Int] = [:]
    guard let by = mapping.optionalMapping("by_value") else { return codes }
    for entry in by.entries {
      if let count = by.optionalInteger(entry.key.value, in: 1...60) { codes[entry.key.value] = count.value }
      guard case .values(let values)? = form, !values.contains(where: { $0.code.value == entry.key.value }) else {
        continue
      }
      root.findings.error(
        at: entry.key.location, root.about("hysteresis: “\(entry.key.value.prefix(40))” is no value"),
        hint: "one of: \(values.map(\.code.value).joined(separator: ", "))")
    }
    return codes
  }
}
