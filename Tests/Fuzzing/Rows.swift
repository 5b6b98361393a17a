import Feeds

extension FuzzTarget {
  /// The records of `content` in the form that other readers are compared in; nil is one that is rejected, and a file
  /// that is refused has none.
  package static func rows(of target: String, _ content: [UInt8]) throws -> [[[UInt8]]?] {
    guard let form = compared[target] else { return [] }
    return try Outcome(content: content, form: form, record: 1 << 16, chunk: 1 << 12).records.map {
      $0.fault == nil ? $0.fields : nil
    }
  }

  private static let compared = [
    "delimited": FeedForm(
      encoding: .utf8, compression: .none,
      shape: .delimited(Delimited(delimiter: [UInt8(ascii: ",")], quote: UInt8(ascii: "\""), header: ["a", "b", "c"]))),
    "json": FeedForm(encoding: .utf8, compression: .none, shape: .jsonLines(names: ["no", "name", "amount"])),
    "gb18030": FeedForm(
      encoding: .gb18030, compression: .none, shape: .delimited(Delimited(delimiter: [0x1F], header: ["text"]))),
  ]
}
