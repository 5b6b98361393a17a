import Catalog

extension Normalizer {
  /// By the number a step knows them by.
  static let order = Normalizer.allCases

  /// Changes the spelling in place. Every normalizer but `citizenID15` leaves the text as long or shorter;
  /// that one needs three bytes more room.
  func apply(to draft: inout Draft, decimalMark: UInt8) {
    switch self {
    case .trim: Blanks.trim(&draft)
    case .halfWidth: Blanks.halfWidth(&draft)
    case .upper: Blanks.upper(&draft)
    case .dropSeparators: Blanks.dropSeparators(&draft)
    case .thousands: Groups.dropThousands(&draft, decimalMark: decimalMark)
    case .countryCode: Groups.dropCountryCode(&draft)
    case .nameDot: Dots.unify(&draft)
    case .citizenID15: CitizenID.lengthen(&draft)
    }
  }
}
