/// How the relations system says that a row is new, changed or gone.
enum Change: String, Sendable, CaseIterable {
  case insert = "新增"
  case update = "修改"
  case delete = "删除"
}

extension SplitMix64 {
  /// Nil where there is nothing to choose from; then nothing is drawn.
  mutating func pick<T>(from choices: [T]) -> T? { choices.isEmpty ? nil : pick(choices) }
}
