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

  /// Every kind but repeats, which take a second record, and the short ids that persons bring along.
  func stain(_ kind: DirtKind, _ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    switch kind {
    case .fullWidthDigits: fullWidthDigits(draft, &chance)
    case .fullWidthLetters: fullWidthLetters(draft, &chance)
    case .thousands: thousands(draft, &chance)
    case .padded: padded(draft, &chance)
    case .lowerCase: lowerCase(draft, &chance)
    case .separators: separators(draft, &chance)
    case .dateForm: dateForm(draft, &chance)
    case .codeAlias: codeAlias(draft, &chance)
    case .countryCode: countryCode(draft, &chance)
    case .fieldCount: fieldCount(draft, &chance)
    case .recordLength: recordLength(draft, &chance)
    case .encoding: encoding(draft, &chance)
    case .quoting: quoting(draft, &chance)
    case .json: json(draft, &chance)
    case .checkDigit: checkDigit(draft, &chance)
    case .format: format(draft, &chance)
    case .codeTable: codeTable(draft, &chance)
    case .number: number(draft, &chance)
    case .range: range(draft, &chance)
    case .dateExists: dateExists(draft, &chance)
    case .required: required(draft, &chance)
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
