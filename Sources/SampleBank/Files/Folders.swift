/// The folders of a sample bank.
enum Folders {
  static let answers = "answers"
  static let all =
    ["G", "R", "T", "X1", "X2", "X3", "X4", "X5", "X6"].map { "drop/" + $0 } + ["tls", "secrets", answers]
    + Endpoint.all.map(\.folder)
}
