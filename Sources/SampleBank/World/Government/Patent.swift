import Tabular

/// A patent, a trademark or another right of its kind, as it stands from a day on.
struct Patent: Sendable {
  /// The codes of `ip_kind`.
  enum Kind: String, Sendable {
    case invention = "01", model = "02", design = "03", software = "04", trademark = "05", layout = "06"
  }
  /// The codes of `patent_status`.
  enum Status: String, Sendable {
    case filed = "01", examined = "02", granted = "03", refused = "04", withdrawn = "05", ended = "06", assigned = "07"
  }

  let number: String
  let kind: Kind
  let title: String
  /// Who has it.
  var firm: Int
  /// Empty for trademarks and software.
  let inventor: String
  let applied: BusinessDate
  var granted: BusinessDate?
  /// International class; empty where it is no patent.
  let patentClass: String
  let family: Int
  var citations = 0
  var status = Status.filed

  /// The last day of protection.
  var expiry: BusinessDate? {
    guard let granted else { return nil }
    return switch kind {
    case .invention: applied.adding(months: 240)
    case .model: applied.adding(months: 120)
    case .design: applied.adding(months: 180)
    case .software: granted.adding(months: 600)
    case .trademark, .layout: granted.adding(months: 120)
    }
  }

  /// Year, kind, serial number and, after a point, a check character.
  static func number(_ kind: Kind, _ year: Int, _ serial: Int) -> String {
    switch kind {
    case .invention, .model, .design:
      let body = "\(year)\(kind.rawValue.suffix(1))" + Spelling.padded(serial, 7)
      let sum = zip(body.utf8, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]).reduce(0) { $0 + Int($1.0 - 0x30) * $1.1 }
      return body + "." + (sum % 11 == 10 ? "X" : String(sum % 11))
    case .software: return "\(year)SR" + Spelling.padded(serial, 7)
    case .trademark: return "5" + Spelling.padded(serial, 7)
    case .layout: return "BS\(year)" + Spelling.padded(serial, 6)
    }
  }
}
