import Tabular

/// How a feed's records look in its file.
struct Layout: Sendable {
  enum Encoding: Sendable { case utf8, gb18030 }

  enum Form: Sendable, Equatable {
    /// Bytes in fixed places after the tag `D`, then a line feed.
    case fixed
    case delimited(String)
    /// Commas, every field in quotes, CR LF.
    case quoted
    /// One object a line.
    case json
  }

  /// Which money the balance item is in.
  enum Money: Sendable, Equatable {
    case none
    case yuan(item: Int)
    case byItem(item: Int, currency: Int)
  }

  /// An amount written without a sign, and the field that says on which side it stands.
  struct Sign: Sendable, Equatable {
    let amount: Int
    let side: Int
    let negative: String

    func isNegative(_ values: [String]) -> Bool { values[side] == negative }
  }

  /// An item written without a sign in two fields, one for each side of the account; the other one is empty.
  struct Split: Sendable, Equatable {
    let positive: Int
    let negative: Int

    /// What stands in the two fields.
    static func sides(_ cents: Int64) -> (positive: String, negative: String) {
      cents < 0 ? ("", Spelling.amount(-cents)) : (Spelling.amount(cents), "")
    }
  }

  /// As the catalog names it.
  let feed: String
  /// The data file's name below the drop folder, `{D}` for the date.
  let file: String
  /// The API its records come from as pages; nil: they come as a file.
  let endpoint: Endpoint?
  let form: Form
  let encoding: Encoding
  let fields: [Field]
  let key: [Int]
  let money: Money
  /// What the control file states of the data file.
  let checksum: DeliveryFile.Checksum?
  let sign: Sign?
  let split: Split?
  /// Lines that are no data before the heading of a quoted form, and after its last record.
  let preamble: Int
  /// Whether a delimited form begins with a line of names; a quoted one always does.
  let hasHeading: Bool
  let footer: Int
  /// Whether the last line of a delimited form is the sender's own count.
  private let endsWithCount: Bool
  /// The field that must name an account or customer of the ledger.
  let reference: Int?
  /// Bytes of a record of fixed form, without its line end.
  let recordLength: Int

  init(
    _ feed: String, file: String, _ form: Form, _ encoding: Encoding, key: [String], balance: String? = nil,
    currency: String? = nil, reference: String? = nil,
    checksum: DeliveryFile.Checksum? = nil, served: Endpoint? = nil, preamble: Int = 0, footer: Int = 0,
    sign: (amount: String, side: String)? = nil, split: (positive: String, negative: String)? = nil,
    heading: Bool = false, trailer: Bool = false, fields: [Field]
  ) {
    self.feed = feed
    self.file = file
    self.form = form
    self.encoding = encoding
    self.fields = fields
    self.checksum = checksum
    endpoint = served
    self.preamble = preamble
    self.footer = footer
    hasHeading = heading
    endsWithCount = trailer
    recordLength = fields.reduce(1) { $0 + $1.width }
    func place(_ name: String) -> Int { Layout.place(of: name, in: fields) }
    self.key = key.map(place)
    self.reference = reference.map(place)
    self.sign = sign.map { sign in
      guard case .side(_, let negative) = fields[place(sign.side)].kind else { preconditionFailure("no side") }
      return Sign(amount: place(sign.amount), side: place(sign.side), negative: negative)
    }
    self.split = split.map { Split(positive: place($0.positive), negative: place($0.negative)) }
    switch (balance, currency) {
    case (let balance?, let currency?): money = .byItem(item: place(balance), currency: place(currency))
    case (let balance?, nil): money = .yuan(item: place(balance))
    default: money = .none
    }
  }

  func place(of name: String) -> Int { Layout.place(of: name, in: fields) }

  private static func place(of name: String, in fields: [Field]) -> Int {
    guard let place = fields.firstIndex(where: { $0.name == name }) else { preconditionFailure("no field \(name)") }
    return place
  }

  /// One broken record would spoil its whole page.
  var isServed: Bool { endpoint != nil }

  func fileName(on date: BusinessDate) -> String { file.replacing("{D}", with: date.compact) }

  /// Lines before the first record.
  var headingLines: Int { form == .quoted ? preamble + 1 : hasHeading ? 1 : 0 }

  /// The item a field's value goes to.
  func item(of place: Int) -> String { fields[place == split?.negative ? split?.positive ?? place : place].name }

  /// Lines after the last record.
  var closingLines: Int { form == .fixed || endsWithCount ? 1 : footer }

  /// The field with the amount that is summed.
  var balance: Int? {
    switch money {
    case .none: nil
    case .yuan(let item), .byItem(let item, _): item
    }
  }
}
