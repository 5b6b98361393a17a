import Feeds

/// What a file looks like outside, and what speaks for it.
struct FoundForm {
  var form: FeedForm
  /// Whether the columns' names are the sender's; otherwise they only count.
  var hasNames: Bool
  /// Lines that are records.
  var records: Int
  /// By key of `form:`.
  var evidence: [(key: String, text: String)] = []
  /// The text of the last line where it is a trailer.
  var trailer: String?
  /// Members of JSON records that hold objects or arrays: no plain values.
  var nested: [String] = []

  /// Calls the columns what the sender's layout calls them.
  mutating func name(_ names: [String]) {
    switch form.shape {
    case .delimited(var shape):
      shape.header = names
      form.shape = .delimited(shape)
    case .fixedWidth(var shape):
      for index in names.indices { shape.fields[index].name = names[index] }
      form.shape = .fixedWidth(shape)
    case .jsonLines, .jsonPages: return
    }
    hasNames = true
    evidence.append(("columns", "names as given"))
  }

  /// Which of the shapes there are the file has; nil where it has none.
  ///
  /// - Parameter widths: of a fixed-width file, from the sender's layout.
  static func find(_ sample: FileSample, _ encoding: FoundEncoding, widths: [Int]?) -> FoundForm? {
    if sample.head.isEmpty { return nil }
    if widths == nil, let json = FoundJSON.find(sample, encoding) { return json }
    let delimited = widths == nil ? FoundDelimiter.find(sample, encoding) : nil
    let fixed = FoundWidths.find(sample, encoding, widths: widths)
    if let fixed, delimited.map({ $0.sharePerMille < 950 || $0.fields < 3 && fixed.isPadded }) ?? true {
      return fixed.form
    }
    return delimited.map { $0.form(sample, encoding) }
  }
}
