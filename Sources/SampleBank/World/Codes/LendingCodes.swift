extension CodeTables {
  /// The loan system’s.
  static let lending: [Code] =
    table("loan_product", ["1001": "税e融", "1002": "经营贷", "2001": "消费贷", "2002": "住房按揭", "3001": "固定资产贷款"])
    + table("five_class", ["01": "正常", "02": "关注", "03": "次级", "04": "可疑", "05": "损失"])
}
