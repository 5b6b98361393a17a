/// Words by which senders say what a record does.
enum ChangeVocabulary {
  private static let insert = ["I", "A", "新增", "新开", "INSERT", "ADD"]
  private static let update = ["U", "M", "变更", "修改", "更新", "UPDATE"]
  private static let delete = ["D", "删除", "退出", "注销", "DELETE"]

  static func words(_ profile: ColumnProfile) -> ColumnProposal.ChangeWords? {
    let all = Set(insert + update + delete)
    let known = zip(profile.sample, profile.weights).map { (String(decoding: $0, as: UTF8.self), $1) }
      .filter { all.contains($0.0) }
    let words = Set(known.map(\.0))
    guard words.count > 1, known.map(\.1).reduce(0, +) * 100 >= profile.rows * 95,
      !words.isDisjoint(with: insert + update)
    else { return nil }
    let common = { (all: [String]) in all.filter(words.contains) }
    // One language has all three words, whichever of them this delivery needed.
    let isChinese = words.contains { !$0.allSatisfy(\.isASCII) }
    return ColumnProposal.ChangeWords(
      insert: common(insert).isEmpty ? [isChinese ? "新增" : "I"] : common(insert),
      update: common(update).isEmpty ? [isChinese ? "变更" : "U"] : common(update),
      delete: common(delete).isEmpty ? [isChinese ? "删除" : "D"] : common(delete))
  }
}
