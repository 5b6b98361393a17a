/// The folders of a sample bank.
enum Folders {
  static let pages = "api/social-insurance"
  static let answers = "answers"
  static let all = [
    "drop/R", "drop/T", "drop/X1", "drop/X2", "drop/X3", "drop/X4", "drop/X5", "drop/X6", pages, "tls", "secrets",
    answers,
  ]
}
