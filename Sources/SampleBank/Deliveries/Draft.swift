import Tabular

/// A record a sender is about to deliver, as values, with what the answer key must know about it.
struct Draft {
  var values: [String]
  /// Of the balance item.
  var cents: Int64 = 0
  var currency = Currency.cny
  /// The feed's readers count it and leave it out.
  var isFiltered = false
  /// False where a refusal would orphan records of other feeds.
  var mayBeRefused = true
  /// False where a second one of the same key would not be a plain repeat.
  var mayBeRepeated = true
  /// The item that names something its own sender's record of was refused: the row loads, and waits.
  var orphan: String?
  /// An item that is delivered in an old spelling on purpose, and its canonical value.
  var shortForm: (item: String, to: String)?
  /// What was made wrong in it on purpose: such a record is clean in all else.
  var breaks: [PlannedBreak] = []

  /// Adds so many of its smallest parts to each of these items, so that one agreement does not hold.
  mutating func shift(_ planned: PlannedBreak, in layout: Layout) {
    for item in planned.items {
      let place = layout.place(of: item)
      guard case .amount(_, let scale) = layout.fields[place].kind else { preconditionFailure("\(item) is no amount") }
      var (text, sign): (String, Int64) = (values[place], 1)
      if let split = layout.split, split.positive == place, text.isEmpty { (text, sign) = (values[split.negative], -1) }
      guard let amount = Amount(text, scale: scale) else { preconditionFailure("a clean draft has its amounts") }
      let shifted = sign * Int64(amount.units) + planned.off
      if let split = layout.split, split.positive == place {
        (values[split.positive], values[split.negative]) = Layout.Split.sides(shifted)
      } else {
        values[place] = Spelling.decimal(shifted, scale: scale)
      }
      if layout.balance == place { cents += planned.off }
    }
    breaks.append(planned)
  }
}
