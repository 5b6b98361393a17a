/// What a careful reader makes of one record.
struct Finding: Equatable {
  struct Refusal: Equatable {
    /// Nil where the record as a whole is broken.
    let item: String?
    let rule: String
  }

  struct Respelling: Equatable {
    let item: String
    let to: String
  }

  var refusal: Refusal?
  /// Values that load in another spelling than delivered.
  var respelled: [Respelling] = []
  /// Numbers that load in other digits than delivered, without a normalizer.
  var taken: [Respelling] = []
  /// Canonical; empty where the record could not be taken apart.
  var values: [String] = []
  /// Of the balance item, where it can be read.
  var cents: Int64?

  static func broken(_ rule: String) -> Finding { Finding(refusal: Refusal(item: nil, rule: rule)) }
}
