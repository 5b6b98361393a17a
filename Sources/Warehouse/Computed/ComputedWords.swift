/// What `\d+` says of the views of what is computed.
enum ComputedWords {
  typealias Words = (about: String, columns: [(String, String)])

  static let views: [String: Words] = [
    "indicator": (
      "指标目录：此处可见的指标",
      [
        ("indicator", "指标编号，即列名"), ("zh", "中文名"), ("group", "组：视图 ind_组"), ("unit", "单位"), ("level", "级别"),
        ("meaning", "口径"), ("version", "版本：计算方法改过几次"),
      ]
    ),
    "indicator_group": (
      "指标组：此处可见的指标按主题分组",
      [("group", "组：视图 ind_组"), ("zh", "中文名"), ("meaning", "口径"), ("owner", "责任人"), ("indicators", "此处可见的指标数")]
    ),
    "label": (
      "标签目录：此处可见的标签及其取值",
      [
        ("label_no", "标签序号，永不重用"), ("label", "标签编号"), ("value", "取值；是非标签为空"), ("zh", "中文名"), ("meaning", "口径"),
        ("owner", "责任人"), ("level", "级别"), ("version", "版本"),
      ]
    ),
    "kpi_definition": (
      "经营指标目录：此处可见的经营指标",
      [
        ("kpi", "经营指标编号"), ("zh", "中文名"), ("en", "英文名"), ("family", "类"), ("family_zh", "类的中文名"),
        ("place", "次序"), ("meaning", "口径"), ("owner", "责任人"), ("unit", "单位；% 为比率乘 100"),
        ("direction", "up 越高越好，down 越低越好"), ("frequency", "频度"), ("version", "版本"), ("level", "级别"),
        ("numerator", "分子"), ("denominator", "分母；无则即分子"), ("target_code", "目标代码"),
        ("pace", "目标节奏：month 月，year 年，level 水平"),
      ]
    ),
    "label_coverage": (
      "标签覆盖：每标签每日人数及进出",
      [
        ("biz_date", "数据日期"), ("label_no", "标签序号"), ("label", "标签编号"), ("value", "取值"), ("population", "适用客户数"),
        ("yes", "为是"),
        ("unknown", "未知"), ("entered", "较前一日进入"), ("left", "较前一日离开"),
      ]
    ),
    "label_bitmap": (
      "标签位图：第 c 块第 i 位为客户号 c*65536+i",
      [
        ("biz_date", "数据日期"), ("label_no", "标签序号"), ("label", "标签编号"), ("value", "取值"), ("chunk", "块"), ("yes", "为是"),
        ("unknown", "未知"), ("population", "适用客户；空为未保存"),
      ]
    ),
    "customer_label": (
      "客户标签：每客户每日有哪些标签",
      [
        ("biz_date", "数据日期"), ("customer_id", "客户号"), ("label_no", "标签序号"), ("label", "标签编号"), ("value", "取值"),
        ("zh", "中文名"),
        ("state", "yes 是，unknown 未知"),
      ]
    ),
    "opportunity_definition": (
      "商机目录：此处可见的商机",
      [
        ("opportunity", "商机编号"), ("zh", "中文名"), ("kind", "商机类型代码"), ("kind_zh", "商机类型"), ("meaning", "口径"),
        ("owner", "责任人"), ("frequency", "频度"), ("version", "版本"), ("level", "级别"), ("dedupe", "同一商机几天内不重复"),
        ("cooldown", "任一商机之后几天内不再发现"), ("most_open", "每客户最多同时未到期的个数"), ("expires", "发现后几天到期"),
      ]
    ),
    "opportunity_found": (
      "商机：发现的一日一行",
      [
        ("biz_date", "数据日期，即发现日期"), ("opportunity", "商机编号"), ("kind", "商机类型代码"), ("customer_id", "客户号"),
        ("org_no", "归属机构；空为没有归属"), ("staff_no", "派给的客户经理；空为归属机构认领"), ("priority", "优先级，0 到 100"),
        ("expires_on", "最后有效日"),
      ]
    ),
    "open_opportunity": (
      "未到期商机：每个数据日期尚在有效期内的",
      [
        ("biz_date", "数据日期"), ("opportunity", "商机编号"), ("kind", "商机类型代码"), ("customer_id", "客户号"),
        ("org_no", "归属机构；空为没有归属"), ("staff_no", "派给的客户经理；空为归属机构认领"), ("priority", "优先级，0 到 100"),
        ("found_on", "发现日期"), ("expires_on", "最后有效日"),
      ]
    ),
    "kpi": (
      "经营指标：每机构每日",
      [
        ("biz_date", "数据日期"), ("kpi", "经营指标编号"), ("org_no", "机构号"), ("numerator", "分子"), ("denominator", "分母"),
        ("value", "值；% 的为比率本身"), ("reason", "无值的原因：div0 分母为零，few 客户太少或可推出太少者，rate 缺汇率，overflow 超出范围"),
        ("customers", "有非零部分的客户数；按行合计的没有，few 时不示"),
        ("restatement", "第几次重述；0 为首次"),
      ]
    ),
    "computed": (
      "已计算并发布的部分",
      [("part", "部分：种类:编号"), ("biz_date", "数据日期"), ("restatement", "第几次重述；0 为首次"), ("computed_at", "发布时间")]
    ),
    "stale": (
      "未能计算的部分，及缺哪些来文",
      [("part", "部分：种类:编号"), ("biz_date", "数据日期"), ("missing", "缺少的来文"), ("objection", "与预期不符之处，待人复核")]
    ),
    "preliminary": (
      "初值：窗口内有来文应到未到即已计算的部分",
      [
        ("part", "部分：种类:编号"), ("biz_date", "数据日期"), ("feed", "缺少的来文"), ("missing", "缺其何日"),
        ("arrived", "计算之后已到：待重述"),
      ]
    ),
    "restatement": (
      "重述：哪些部分为何重算",
      [
        ("part", "部分：种类:编号"), ("biz_date", "数据日期"), ("restatement", "第几次"), ("reason", "原因"), ("approver", "批准人"),
        ("at", "时间"),
      ]
    ),
    "night": (
      "夜间批量：每来文每日最后一次交付",
      [
        ("biz_date", "数据日期"), ("feed", "来文"), ("zh", "中文名"), ("status", "状态"), ("loaded_rows", "装载行数"),
        ("rejected_rows", "拒收行数"),
        ("closed_at", "完成时间"),
      ]
    ),
  ]
}
