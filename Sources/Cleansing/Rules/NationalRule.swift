package import Catalog

extension Rule {
  /// Nil where the rule holds for the bytes of `span` in `range`, which are canonical already.
  package func failure(in span: RawSpan, _ range: Range<Int>) -> RuleFailure? {
    switch self {
    case .uscc: USCC.failure(in: span, range)
    case .citizenID: CitizenID.failure(in: span, range)
    case .luhn: Luhn.failure(in: span, range)
    case .lei: LEI.failure(in: span, range)
    case .mobile: Mobile.failure(in: span, range)
    case .mod1110: MOD1110.failure(in: span, range)
    }
  }
}
