import Tabular

extension CodeTables {
  /// The relations system’s, the channel log’s and the ledger’s.
  static let relations: [Code] = customers + opportunities + channels + ledger

  private static let start = day(2018, 1, 1)

  private static let customers: [Code] =
    table("manager_role", ["01": "主办", "02": "协办"], from: start)
    + table("merge_kind", ["01": "重复开户", "02": "证件升位换证", "03": "企业吸收合并", "04": "个转企"], from: start)
    + table(
      "contact_channel",
      ["01": "电话", "02": "短信", "03": "企业微信", "04": "手机银行消息", "05": "面访", "06": "智能外呼", "07": "智能客服"], from: start)
    + table("contact_purpose", ["01": "营销", "02": "服务", "03": "贷后", "04": "投诉处理"], from: start)
    + table("contact_result", ["01": "接通", "02": "未接通", "03": "有意向", "04": "拒绝", "05": "投诉"], from: start)
    + table("task_kind", ["01": "商机跟进", "02": "到期提醒", "03": "贷后检查", "04": "客户维护", "05": "名单触达"], from: start)
    + table("task_state", ["01": "待办", "02": "进行中", "03": "完成", "04": "取消", "05": "逾期"], from: start)

  private static let opportunities: [Code] =
    table("opportunity_kind", ["01": "拓客名单", "02": "商机事件", "03": "需求挖掘", "04": "触点挖掘"], from: start)
    + table(
      "opportunity_scene",
      [
        "01": "税e融推荐", "02": "代发工资", "03": "供应链上下游", "04": "大额到账", "05": "理财到期", "06": "贷款到期续贷",
        "07": "社保公积金", "08": "科创企业", "09": "新设企业", "10": "房产抵押", "11": "商户收单", "12": "跨境结算",
      ], from: start)
    + table(
      "opportunity_state",
      ["01": "发现", "02": "提交", "03": "认领", "04": "接触", "05": "成交", "06": "失败", "07": "过期"], from: start)

  private static let channels: [Code] =
    table(
      "page",
      [
        "01": "首页", "02": "账户总览", "03": "转账", "04": "理财", "05": "基金", "06": "保险", "07": "贷款", "08": "信用卡",
        "09": "生活缴费", "10": "税e融", "11": "消息", "12": "我的",
      ], from: start)
    + table("funnel", ["01": "开户", "02": "贷款申请", "03": "理财购买", "04": "信用卡申请", "05": "风险测评"], from: start)
    + table(
      "funnel_step", ["01": "进入", "02": "填写", "03": "身份核验", "04": "确认", "05": "提交", "06": "完成"], from: start)
    + table("step_result", ["next": "进入下一步", "quit": "放弃", "error": "失败"], from: start)

  private static let ledger: [Code] =
    table(
      "gl_subject",
      ["201101": "吸收存款—活期", "201102": "吸收存款—定期", "130303": "贷款—贷款户", "201104": "吸收存款—保证金"])
}
