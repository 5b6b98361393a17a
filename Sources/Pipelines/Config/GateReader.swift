import Catalog
import Cleansing
import Tabular

/// Reads `gates:` of a feed: each a word of its own, an error where it is not understood.
struct GateReader {
  let asset: Asset?
  let findings: Findings

  func gates(_ mapping: LocatedMapping) -> Gates {
    defer { mapping.finish() }
    let share = { (key: String) in mapping.optionalText(key).flatMap { self.share($0.value, $0, mapping) } }
    return Gates(
      rejects: share("rejects"), duplicates: share("duplicates"), unresolved: share("unresolved"),
      volume: volume(mapping), fresh: fresh(mapping), missing: missing(mapping))
  }

  /// `30% of last 3`, `30% of last 4 same weekday`
  private func volume(_ mapping: LocatedMapping) -> Gates.Volume? {
    guard let text = mapping.optionalText("volume") else { return nil }
    let isSameWeekday = text.value.hasSuffix(" same weekday")
    guard let (share, last) = ofLast(text.value.dropLast(isSameWeekday ? 13 : 0), text, mapping) else {
      return refuse(text, mapping, "volume", "write volume: 30% of last 3, or 30% of last 4 same weekday")
    }
    return Gates.Volume(deviation: share, last: last, isSameWeekday: isSameWeekday)
  }

  /// `10% of last 3`
  private func missing(_ mapping: LocatedMapping) -> Gates.Missing? {
    guard let text = mapping.optionalText("missing") else { return nil }
    guard let (points, last) = ofLast(text.value[...], text, mapping) else {
      return refuse(text, mapping, "missing", "write missing: 10% of last 3")
    }
    return Gates.Missing(points: points, last: last)
  }

  /// `txn_time within 1d`
  private func fresh(_ mapping: LocatedMapping) -> Gates.Fresh? {
    guard let text = mapping.optionalText("fresh") else { return nil }
    let words = text.value.split(separator: " ")
    guard words.count == 3, words[1] == "within", words[2].hasSuffix("d"), let days = Int(words[2].dropLast()),
      0...366 ~= days
    else { return refuse(text, mapping, "fresh", "write fresh: ITEM within 1d") }
    let dated = asset?.items.filter { [.date, .timestamp].contains($0.type) }.map(\.id)
    guard let dated, !dated.contains(String(words[0])) else {
      return Gates.Fresh(item: String(words[0]), days: days)
    }
    return refuse(
      text, mapping, "fresh",
      dated.isEmpty ? "no item of the asset is a date or a time" : "items with a date: " + dated.joined(separator: ", ")
    )
  }

  private func ofLast(
    _ text: Substring, _ place: Located<String>, _ mapping: LocatedMapping
  ) -> (share: Int, last: Int)? {
    let words = text.split(separator: " ")
    guard words.count == 4, words[1] == "of", words[2] == "last", let last = Int(words[3]), 1...366 ~= last,
      let share = share(String(words[0]), place, mapping)
    else { return nil }
    return (share, last)
  }

  private func refuse<Gate>(
    _ text: Located<String>, _ mapping: LocatedMapping, _ name: String, _ hint: String
  ) -> Gate? {
    findings.error(at: text.location, mapping.about("\(name) is no gate"), hint: hint)
    return nil
  }

  /// `1%`, `0.25%` as parts of a million.
  private func share(_ text: String, _ place: Located<String>, _ mapping: LocatedMapping) -> Int? {
    if text.hasSuffix("%"), let percent = Amount(text.dropLast(), scale: 4), percent.units >= 0,
      percent.units <= 1_000_000
    {
      return Int(percent.units)
    }
    findings.error(at: place.location, mapping.about("“\(text)” is no share"), hint: "write a percentage: 1%")
    return nil
  }
}
