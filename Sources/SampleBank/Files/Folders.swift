/// The folders of a sample bank.
enum Folders {
  static let answers = "answers"
  /// Where senders leave their files.
  static let drop = ["G", "R", "T", "X1", "X2", "X3", "X4", "X5", "X6"].map { "drop/" + $0 }
  static let all = drop + ["tls", "secrets", answers] + Endpoint.all.map(\.folder)
}
