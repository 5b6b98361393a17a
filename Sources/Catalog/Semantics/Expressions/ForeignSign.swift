/// Signs of other languages and of Chinese keyboards, and what they stand for.
enum ForeignSign {
  static let meant: [String: String] = [
    "==": "=", "!=": "<>", "&&": "and", "||": "or", "!": "not", "\"": "'…' for a text", "%": "0.05 for 5 %",
    "（": "( of ASCII", "）": ") of ASCII", "，": ", of ASCII", "‘": "' of ASCII", "’": "' of ASCII",
    "“": "' of ASCII", "”": "' of ASCII", "＝": "=", "＜": "<", "＞": ">", "≥": ">=", "≤": "<=", "≠": "<>",
    "×": "*", "÷": "/", "−": "- of ASCII", ".": "the name alone: no definition reads a label or another table",
    "[": "(", "]": ")",
  ]
}
