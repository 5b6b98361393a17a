/// The folders of a sample bank.
enum Folders {
  static let answers = "answers"
  static let all =
    ["drop/R", "drop/T", "drop/X1", "drop/X2", "drop/X3", "drop/G", "tls", "secrets", answers]
    + Endpoint.all.map(\.folder)
}
