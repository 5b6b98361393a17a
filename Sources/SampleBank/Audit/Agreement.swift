/// Two sums that must agree key by key on every date, as the bank means them. The warehouse under test has its own
/// definitions, in its catalog; these are written down a second time on purpose.
struct Agreement: Sendable {
  /// Which rows of a feed a term sums up: those delivered on the date, or those that hold at the end of that date or
  /// of the one before.
  enum Moment: Sendable { case date, opening, closing }

  struct Term: Sendable {
    let feed: String
    let moment: Moment
    /// 1, or -1 for what is taken off.
    let sign: Int64
    /// The field that is summed up.
    let amount: Int
    /// Only rows with one of these codes.
    let codes: (field: Int, codes: Set<String>)?
    /// The fields of the key; of a term by months only the first.
    let key: [Int]
    /// Rows of all months between the two ends of a period, which are the rest of the key.
    let month: Int?

    init(
      _ layout: Layout, _ amount: String, _ moment: Moment = .date, minus: Bool = false,
      where codes: (field: String, codes: Set<String>)? = nil, by key: [String], month: String? = nil
    ) {
      feed = layout.feed
      self.moment = moment
      sign = minus ? -1 : 1
      self.amount = layout.place(of: amount)
      self.codes = codes.map { (layout.place(of: $0.field), $0.codes) }
      self.key = key.map(layout.place)
      self.month = month.map(layout.place)
    }

    var places: [Int] { key + [amount] + [codes?.field, month].compactMap(\.self) }

    func takes(_ row: AuditedRow) -> Bool { codes.map { $0.codes.contains(row.values[$0.field]) } ?? true }

    func key(of row: AuditedRow) -> String { AuditedRow.key(key, row.values) }
  }

  /// As the warehouse names it.
  let name: String
  let by: [String]
  let left: [Term]
  let right: [Term]
  /// Decimals of the sums.
  var scale = 2
  /// How far the sides may be apart, in hundredths of the right one.
  var percent: Int64 = 0
  /// Whether a key that only one side knows is no difference.
  var needsBoth = false

  var terms: [Term] { left + right }
  var hasOpening: Bool { terms.contains { $0.moment == .opening } }
  var hasMonths: Bool { terms.contains { $0.month != nil } }

  /// A hundredth of the right side is rounded to the smallest part, half of one upwards.
  func isBroken(_ left: Int64, _ right: Int64) -> Bool {
    let tolerance = percent == 0 ? 0 : (right.magnitude * UInt64(percent) + 50) / 100
    return (left - right).magnitude > tolerance
  }
}
