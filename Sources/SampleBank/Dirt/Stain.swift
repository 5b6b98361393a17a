/// A record made dirty in one way.
struct Stain {
  let kind: DirtKind
  /// The item that is dirty; nil where the record as a whole is broken.
  let item: String?
  /// The canonical value, where the item is only spelled differently.
  let to: String?
  /// The record with its line end.
  let bytes: [UInt8]

  init(_ kind: DirtKind, item: String? = nil, to: String? = nil, _ bytes: [UInt8]) {
    self.kind = kind
    self.item = item
    self.to = to
    self.bytes = bytes
  }
}

/// Makes records of one feed dirty: one kind, one place, one right outcome. A kind that a record has no place for
/// gives nil.
struct Stainer {
  let layout: Layout
  let renderer: Renderer

  private var isWide: Bool { layout.encoding == .gb18030 }

  /// Every kind but repeats, which take a second record, and the short ids that persons bring along.
  func stain(_ kind: DirtKind, _ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    switch kind {
    case .fullWidthDigits: fullWidthDigits(draft, &chance)
    case .fullWidthLetters: fullWidthLetters(draft, &chance)
    case .thousands: thousands(draft, &chance)
    case .padded: padded(draft, .padded, [" \u{0}", "\u{0} ", "  \u{0} "], &chance)
    case .tabbed: padded(draft, .tabbed, ["\t\u{0}", "\u{0}\t"], &chance)
    case .paddedWide: padded(draft, .paddedWide, ["\u{3000}\u{0}", "\u{0}\u{3000}", "\u{0}\u{3000} "], &chance)
    case .lowerCase: lowerCase(draft, &chance)
    case .lowerCaseCurrency: lowerCaseCurrency(draft, &chance)
    case .separators: separators(draft, &chance)
    case .dateForm: dateForm(draft, &chance)
    case .codeAlias: codeAlias(draft, &chance)
    case .currencyNumber: currencyNumber(draft, &chance)
    case .countryCode: countryCode(draft, &chance)
    case .trailingZeros: respelled(kind, draft, &chance) { $0 + "00" }
    case .leadingZeros: respelled(kind, draft, &chance) { $0.hasPrefix("-") ? "-00" + $0.dropFirst() : "00" + $0 }
    case .plusSign: respelled(kind, draft, &chance) { $0.hasPrefix("-") ? $0 : "+" + $0 }
    case .fieldCount, .missingField: fieldCount(kind, draft, &chance)
    case .recordLength, .recordTooLong: recordLength(kind, draft, &chance)
    case .recordTag: recordTag(draft, &chance)
    case .encoding: encoding(kind, draft, [[0xFF]], &chance)
    case .truncatedCharacter:
      // A lead byte before a blank would be a cut character; before `|` it would be a whole one.
      encoding(kind, draft, isWide ? [[0xC4, 0x20], [0xB0, 0x2D]] : [[0xE4, 0xBD], [0xC3]], &chance)
    case .overlong: isWide ? nil : encoding(kind, draft, [[0xC0, 0xAF], [0xE0, 0x80, 0xAF]], &chance)
    case .surrogate: isWide ? nil : encoding(kind, draft, [[0xED, 0xA0, 0x80]], &chance)
    case .privateUse: encoding(kind, draft, [isWide ? [0xAA, 0xA1] : [0xEE, 0x80, 0x80]], &chance)
    case .quoting: quoting(draft, &chance)
    case .bareQuote: bareQuote(draft, &chance)
    case .json, .badEscape, .nested, .repeatedName, .unknownName: json(kind, draft, &chance)
    case .checkDigit, .organisationCheck: checkDigit(kind, draft, &chance)
    case .format, .wrongLetter: format(kind, draft, &chance)
    case .idArea, .idBirthday: citizen(kind, draft, &chance)
    case .invisible: numbered(kind, draft, &chance) { value, way in ["\u{FEFF}", "\u{200B}"][way] + value }
    case .innerBlank: numbered(kind, draft, &chance) { value, _ in value.prefix(3) + " " + value.dropFirst(3) }
    case .nullWord: numbered(kind, draft, &chance) { _, way in ["NULL", "\\N"][way] }
    case .codeTable: codeTable(draft, &chance)
    case .expiredCode: expiredCode(draft, &chance)
    case .codeCase: codeCase(draft, &chance)
    case .number, .exponent, .twoPoints, .decimalComma, .parentheses, .trailingMinus, .unit:
      number(kind, draft, &chance)
    case .range, .negative: range(kind, draft, &chance)
    case .tooLong: tooLong(draft, &chance)
    case .dateExists, .leapDay, .monthExists, .timeExists, .dateInWords, .dateDots: day(kind, draft, &chance)
    case .required, .missingName, .nullValue: required(kind, draft, &chance)
    case .blank: blank(draft, &chance)
    case .unresolved: unresolved(draft, &chance)
    case .duplicate, .citizenID15: nil
    }
  }

  /// One of the fields that are not empty and suit, by chance.
  func field(of draft: Draft, _ chance: inout SplitMix64, where suits: (Field, String) -> Bool) -> Int? {
    let places = layout.fields.indices.filter {
      !draft.values[$0].isEmpty && suits(layout.fields[$0], draft.values[$0])
    }
    return places.isEmpty ? nil : chance.pick(places)
  }

  /// The record with another value in one place; nil where it does not fit there.
  func stain(_ kind: DirtKind, _ draft: Draft, _ place: Int, _ value: String, to: String? = nil) -> Stain? {
    var values = draft.values
    guard values[place] != value else { return nil }
    values[place] = value
    let isNegative =
      layout.sign.map { $0.amount == place && $0.isNegative(values) } ?? (place == layout.split?.negative)
    let canonical = isNegative ? to.map { "-" + $0 } : to
    return renderer.record(values).map { Stain(kind, item: layout.item(of: place), to: canonical, $0) }
  }
}
