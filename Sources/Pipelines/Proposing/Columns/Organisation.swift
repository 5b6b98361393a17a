/// How names of organisations end.
enum Organisation {
  private static let endings = [
    "公司", "厂", "店", "中心", "合作社", "企业", "商行", "经营部", "医院", "学校", "大学", "中学", "小学", "银行", "支行", "分行", "局", "院", "所",
    "委员会", "协会", "基金会", "集团", "合伙)", "合伙）", "工作室", "超市", "政府", "部", "处", "站", "馆", "社",
  ]

  static func isOne(_ text: String) -> Bool { text.count > 4 && endings.contains { text.hasSuffix($0) } }
}
