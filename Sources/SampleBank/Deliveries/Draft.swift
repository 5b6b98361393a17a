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
}
