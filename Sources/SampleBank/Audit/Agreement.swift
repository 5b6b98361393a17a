import Tabular

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
    /// The field that is summed up, and its decimals.
    let amount: Int
    let scale: Int
    /// The field that has the amount instead where it is on the other side of the account.
    let negative: Int?
    /// Only rows with one of these codes.
    let codes: (field: Int, codes: Set<String>)?
    /// The fields of the key; of a term by months the month is the last.
    let key: [Int]
    /// Rows of all months between the two ends of a period, with which the other side's key ends.
    let isByMonth: Bool
    /// Its place among the terms of its feed.
    var ordinal = 0

    init(
      _ layout: Layout, _ amount: String, _ moment: Moment = .date, minus: Bool = false,
      where codes: (field: String, codes: Set<String>)? = nil, by key: [String], month: String? = nil
    ) {
      feed = layout.feed
      self.moment = moment
      sign = minus ? -1 : 1
      let place = layout.place(of: amount)
      guard case .amount(_, let scale) = layout.fields[place].kind else {
        preconditionFailure("\(amount) is no amount")
      }
      self.amount = place
      self.scale = scale
      negative = layout.split?.positive == place ? layout.split?.negative : nil
      self.codes = codes.map { (layout.place(of: $0.field), $0.codes) }
      self.key = (key + [month].compactMap(\.self)).map(layout.place)
      isByMonth = month != nil
    }

    /// What a record's canonical values add to the sum, in the smallest parts; nil where they are not taken.
    func units(of values: [String]) -> Int64? {
      if let codes, !codes.codes.contains(values[codes.field]) { return nil }
      var (text, sign) = (values[amount], sign)
      if let negative, text.isEmpty { (text, sign) = (values[negative], -sign) }
      guard let value = Amount(text, scale: scale) else { preconditionFailure("\(feed): no amount has loaded") }
      return sign * Int64(value.units)
    }
  }

  /// As the warehouse names it.
  let name: String
  let by: [String]
  var left: [Term]
  var right: [Term]
  /// How far the sides may be apart, in hundredths of the right one.
  var percent: Int64 = 0
  /// Whether a key that only one side knows is no difference.
  var needsBoth = false

  var terms: [Term] { left + right }
  /// One term for each feed and each of its keys.
  var deliveries: [Term] {
    terms.reduce(into: []) { found, term in
      if !found.contains(where: { $0.feed == term.feed && $0.key == term.key }) { found.append(term) }
    }
  }
  var hasOpening: Bool { terms.contains { $0.moment == .opening } }
  var hasMonths: Bool { terms.contains { $0.isByMonth } }
  /// Decimals of the sums.
  var scale: Int { left[0].scale }

  /// A hundredth of the right side is rounded to the smallest part, half of one upwards.
  func isBroken(_ left: Int64, _ right: Int64) -> Bool {
    let tolerance = percent == 0 ? 0 : (right.magnitude * UInt64(percent) + 50) / 100
    return (left - right).magnitude > tolerance
  }
}
