/// How people are told of a thing: its id, and its 中文 name beside it.
extension Asset {
  /// `X1/posting 会计流水`
  package var title: String { "\(id) \(zh)" }
}

extension Item {
  /// `mobile 联系手机`
  package var title: String { "\(id) \(zh)" }
}

extension Standard {
  package var title: String { "\(id) \(zh)" }
}

extension CodeTable {
  package var title: String { "\(id) \(zh)" }
}

extension CodeTable.Value {
  /// `03 次级`
  package var title: String { "\(code) \(zh)" }
}
