/// Days and times no calendar and no clock has, or in a spelling nobody agreed on.
extension Stainer {
  /// A day no calendar has, or no clock, or one spelled as nobody agreed.
  func day(_ kind: DirtKind, _ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    let suits = { (field: Field, _: String) in
      switch kind {
      case .timeExists: field.isTime
      case .dateInWords, .dateDots: field.isDate && layout.form != .fixed
      case .monthExists: field.isDay || field.kind == .month
      default: field.isDay
      }
    }
    guard let place = field(of: draft, &chance, where: suits) else { return nil }
    let value = draft.values[place]
    let isDashed = value.dropFirst(4).hasPrefix("-")
    let year = String(value.prefix(4))
    let month = String(value.dropFirst(isDashed ? 5 : 4).prefix(2))
    let day = String(value.dropFirst(isDashed ? 8 : 6).prefix(2))
    let tail = value.dropFirst(isDashed ? 10 : 8)
    let dated = { (year: String, month: String, day: String) in
      (isDashed ? "\(year)-\(month)" + (day.isEmpty ? "" : "-" + day) : year + month + day) + tail
    }
    switch kind {
    case .dateInWords: return stain(kind, draft, place, "\(year)年\(month)月\(day)日")
    case .dateDots: return stain(kind, draft, place, "\(year).\(month).\(day)")
    case .timeExists:
      let hours = chance.pick(["24", "25", "60"])
      return stain(
        kind, draft, place, isDashed ? value.prefix(11) + hours + value.dropFirst(13) : value.prefix(8) + hours + "0000"
      )
    case .leapDay: return stain(kind, draft, place, dated(chance.pick(["2023", "2021", "1900"]), "02", "29"))
    case .monthExists: return stain(kind, draft, place, dated(year, chance.pick(["13", "00", "20"]), day))
    default:
      let (month, day) = chance.pick([("11", "31"), ("02", "30"), ("04", "31"), ("06", "00")])
      return stain(kind, draft, place, dated(year, month, day))
    }
  }
}

extension Field {
  fileprivate var isDay: Bool { isDate || isTime }

  fileprivate var isDate: Bool {
    if case .date = kind { return true }
    return false
  }

  fileprivate var isTime: Bool { kind == .compactTime || kind == .zonedTime || kind == .plainTime }
}
