/// What became of one item of the record at hand.
struct Value: BitwiseCopyable {
  enum State: UInt8, BitwiseCopyable {
    /// Not looked at yet.
    case pending
    case present
    /// Missing, and allowed to be.
    case null
    case failed
    /// Its standard depends on an item that failed; that item is the one to blame.
    case undecided
  }

  var state: State
  var failure: Failure
  /// Whether a normalizer, an alias or a second spelling of a date changed it.
  var isNormalized: Bool
  /// Whether `number` holds an amount, though the value may have failed.
  var isReadable: Bool
  /// The step it was judged by: its own, or the one its choice led to.
  var step: Int32
  /// Integer, decimal units, days, microseconds or 0/1; of a text 1 where only a legal exception lets it in.
  var number: Int64
  /// The canonical text; of a number or time, what it was read from.
  var piece: Piece

  @inline(always) init(_ state: State, step: Int, piece: Piece, number: Int64 = 0, isReadable: Bool = false) {
    self.state = state
    failure = .format
    isNormalized = false
    self.isReadable = isReadable
    self.step = Int32(truncatingIfNeeded: step)
    self.number = number
    self.piece = piece
  }

  /// Of a text: whether its check digit is wrong, and somebody signed for that.
  @inline(always) var isException: Bool { number == 1 }

  static func failed(_ failure: Failure, step: Int, piece: Piece) -> Value {
    var value = Value(.failed, step: step, piece: piece)
    value.failure = failure
    return value
  }
}
