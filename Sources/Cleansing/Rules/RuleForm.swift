extension RuleForm {
  /// Whether the rule is met by a canonical text.
  @inline(always) func holds(_ piece: Piece) -> Bool {
    switch self {
    case .none: true
    case .luhn: Luhn.holds(piece)
    default: failure(piece) == nil
    }
  }

  /// Why the rule refuses a canonical text; nil where it holds.
  func failure(_ piece: Piece) -> Failure? {
    piece.withSpan { span in
      let range = 0..<piece.count
      return switch self {
      case .none: nil
      case .uscc: USCC.failure(in: span, range)?.failure
      case .citizenID: CitizenID.failure(in: span, range)?.failure
      case .luhn: Luhn.failure(in: span, range)?.failure
      case .lei: LEI.failure(in: span, range)?.failure
      case .mobile: Mobile.failure(in: span, range)?.failure
      case .mod1110: MOD1110.failure(in: span, range)?.failure
      }
    }
  }
}
