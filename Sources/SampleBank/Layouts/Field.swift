/// One column of a feed: what a sender writes there.
struct Field: Sendable {
  /// What a value must be, which also says how it may be misspelled without changing its meaning.
  enum Kind: Sendable, Equatable {
    /// As it is: not even blanks around it are dropped.
    case text(Int)
    /// Of a person, an enterprise or an office; blanks around it mean nothing.
    case name(Int)
    /// A name whose length has a form: a certificate's number in words.
    case sized(ClosedRange<Int>)
    /// So many letters and digits.
    case token(Int)
    case digits(Int)
    case uscc
    /// Of a legal entity, 20 letters and digits, the last two of which check the others.
    case lei
    /// Citizen id or unified code, by the code of `id_type` in another field.
    case identifier(by: Int)
    /// A citizen id of 18 characters.
    case citizen
    /// The number of a taxpayer, 15 to 20 letters and digits.
    case taxpayer
    /// 19 digits with a Luhn check digit.
    case account
    /// 16 to 19 digits with a Luhn check digit; blanks and hyphens between them mean nothing.
    case card
    case mobile
    /// A decimal of so many digits, so many of them after the point.
    case amount(precision: Int, scale: Int)
    /// A whole number that is not negative.
    case count
    case date(Day)
    /// `yyyyMMddHHmmss`
    case compactTime
    /// `yyyy-MM-ddTHH:mm:ss+08:00`
    case zonedTime
    /// `yyyy-MM-dd HH:mm:ss`
    case plainTime
    /// `yyyy-MM`
    case month
    /// A code of the table that holds on the business date.
    case code(String)
    /// A code in the sender's own words, each with the code it stands for; nothing else may be written.
    case word([String: String])
    /// How a delta changes its row: I, U or D.
    case change
    /// The same as personnel write it: 新增, 变更 or 删除.
    case changeWord
    /// The same in a sender's own words: for what is new, changed, and gone.
    case changeAs([String])
    /// On which side the amount of another field stands.
    case side(positive: String, negative: String)
  }

  /// How the feed writes a day.
  enum Day: Sendable { case compact, dashed }

  let name: String
  let kind: Kind
  var isOptional = false
  /// In bytes; only where the form is fixed.
  var width = 0
  var isRightAligned = false

  init(_ name: String, _ kind: Kind, optional: Bool = false, width: Int = 0, right: Bool = false) {
    self.name = name
    self.kind = kind
    isOptional = optional
    self.width = width
    isRightAligned = right
  }
}
