extension CodeTables {
  /// The bank’s own lists, and the national ones its parameter system keeps.
  static let reference: [Code] = [
    table(
      "currency",
      [
        "HKD": "港元", "JPY": "日元", "GBP": "英镑", "AUD": "澳大利亚元", "CAD": "加拿大元", "CHF": "瑞士法郎", "SGD": "新加坡元",
        "NZD": "新西兰元", "SEK": "瑞典克朗", "NOK": "挪威克朗", "DKK": "丹麦克朗", "KRW": "韩元", "THB": "泰铢", "MYR": "马来西亚林吉特",
        "RUB": "俄罗斯卢布", "KWD": "科威特第纳尔",
      ]),
    table("yes_no", ["1": "是", "0": "否"]),
    table("sex", ["0": "未知的性别", "1": "男性", "2": "女性", "9": "未说明的性别"], from: day(2004, 1, 1)),
    table("business_line", ["01": "公司", "02": "小微", "03": "零售", "04": "金融市场", "05": "中后台"], from: day(2018, 1, 1)),
    table(
      "staff_position",
      ["01": "客户经理", "02": "理财经理", "03": "柜员", "04": "审查审批", "05": "风险经理", "06": "管理", "07": "科技", "08": "运营"]),
    table("staff_status", ["01": "在岗", "02": "休假", "03": "离岗", "04": "离职"]),
    table(
      "pl_item",
      [
        "01": "利息净收入", "02": "手续费及佣金净收入", "03": "投资收益", "04": "其他业务及管理费", "05": "获客费用", "06": "客户服务费用", "07": "信用减值损失",
        "08": "所得税费用",
      ], from: day(2018, 1, 1)),
    table(
      "kpi",
      [
        "KPI_NEW_CUSTOMERS": "新增客户数", "KPI_DISBURSED": "贷款发放额", "KPI_LOAN_BALANCE": "贷款余额", "KPI_NPL_RATIO": "不良贷款率",
        "KPI_DEPOSIT_BALANCE": "存款余额", "KPI_MAU_SHARE": "手机银行月活占比", "KPI_REPURCHASE": "公司客户复购率",
        "KPI_WEALTH_CONVERSION": "理财转化率", "KPI_CAC": "获客成本", "KPI_SERVICE_COST": "单次服务成本",
        "KPI_PROFIT_PER_HEAD": "人均利润", "KPI_APPROVAL_HOURS": "贷款审批时长", "KPI_OPP_CLAIM": "商机认领率",
        "KPI_CHAIN_COVERAGE": "上下游客户覆盖率", "KPI_COUNTER_FREE": "离柜率", "KPI_TAX_LOAN": "税e融发放额",
      ], from: day(2018, 1, 1)),
    table("region_level", ["1": "省级", "2": "地级", "3": "县级"], from: day(1980, 1, 1)),
    table("industry_level", ["1": "门类", "2": "大类", "3": "中类", "4": "小类"], from: day(2002, 10, 1)),
    table("day_kind", ["01": "工作日", "02": "周末", "03": "法定节假日", "04": "节假日调休放假", "05": "调休上班"], from: day(2000, 1, 1)),
    Region.all.map { Code(table: "gbt2260", code: $0.code, name: $0.name, from: $0.from, to: $0.to) },
    Industry.all.filter { $0.to == nil }
      .map { Code(table: "gbt4754", code: $0.code, name: $0.name, from: $0.from, to: nil) },
  ].flatMap(\.self)
}
