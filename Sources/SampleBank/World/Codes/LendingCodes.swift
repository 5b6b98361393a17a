import Tabular

extension CodeTables {
  /// The loan system’s.
  static let lending: [Code] = loans + applications + guarantees

  private static let loans: [Code] =
    table(
      "loan_product",
      [
        "1001": "税e融", "1002": "经营贷", "1003": "随e融", "1004": "苏科贷", "1005": "高企贷", "1006": "专精特新贷",
        "1007": "投融贷", "1008": "供应链贷", "2001": "消费贷", "2002": "住房按揭", "3001": "固定资产贷款",
      ])
    + table("five_class", ["01": "正常", "02": "关注", "03": "次级", "04": "可疑", "05": "损失"])
    + table("rate_kind", ["01": "固定利率", "02": "LPR 浮动"])
    + table("contract_status", ["01": "有效", "02": "结清", "03": "终止"])
    + table("payee_mode", ["01": "自主支付", "02": "受托支付"])
    + table(
      "repay_kind", ["01": "正常还款", "02": "提前还款", "03": "逾期还款", "04": "保证人代偿", "05": "以资抵债", "06": "核销"])
    + table(
      "overdue_reason", ["01": "经营下滑", "02": "货款未回", "03": "涉诉查封", "04": "停业失联", "05": "收入减少", "06": "扣款失败"])

  private static let applications: [Code] =
    table(
      "application_stage", ["01": "提交", "02": "尽职调查", "03": "审查", "04": "审批", "05": "签约", "06": "放款"])
    + table(
      "application_status", ["01": "审批中", "02": "批准", "03": "拒绝", "04": "撤回", "05": "已签约", "06": "失效"])
    + table("stage_result", ["01": "通过", "02": "退回", "03": "拒绝", "04": "撤回"])

  private static let guarantees: [Code] =
    table("guarantee_kind", ["01": "信用", "02": "保证", "03": "抵押", "04": "质押", "05": "组合"])
    + table("guarantee_status", ["01": "有效", "02": "解除", "03": "处置中"])
}
