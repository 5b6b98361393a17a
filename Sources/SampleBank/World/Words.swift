/// The words names are made of. Rare characters are there on purpose, and few, as in life.
enum Words {
  static let surnames =
    Array(
      "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    ).map(String.init) + ["欧阳", "上官", "司马", "诸葛", "东方"]

  static let given = Array(
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文辉力志新海波宁贵福生龙元全胜学祥才发武利清飞彬富顺信子健昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐"
      + "绍功松善厚庆民友裕河哲江浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘婷雪琴梅莉萍"
  ).map(String.init)

  /// Second byte 0x7C in GB 18030: the byte of `|`.
  static let barByte = Array("珅瑋鍇東韡鑭膢鱸").map(String.init)
  /// Four bytes in GB 18030 (生僻字 of the national table of standard characters).
  static let fourByte = Array("𣲗𬱖𫍯𬘡𬣙𫟹𬬻㙍㛃").map(String.init)

  static let companyFirst = Array("玄云宏瑞恒鼎盛泰中华新天金东南苏江宁海启明德信诚嘉和润丰源创智联合凯利达安康").map(String.init)
  static let companySecond = Array("通达源丰泽宇辰科瑞诺远航川岳峰河旭晟煜霖翔腾博雅正大").map(String.init)
  static let trades = [
    "精密机械", "纺织", "电子科技", "新材料", "生物医药", "食品", "物流", "建筑工程", "商贸", "环保设备", "软件", "化工", "汽车零部件", "农业发展",
    "光伏", "船舶配套", "家居", "印刷包装", "餐饮管理", "信息技术",
  ]
  static let companyForms = ["有限公司", "有限公司", "有限公司", "有限责任公司", "股份有限公司"]

  static let memos = [
    "", "", "", "", "", "", "转账", "工资", "货款", "消费", "还款", "利息", "手续费", "水电费", "房租", "报销款", "退款", "社保缴费", "公积金", "税款",
    "货款（尾款）", "①号合同预付", "代发工资 11月", "订单#20251107", "鑭材料款", "㙍上村租金", "往来款|内部", "ATM取现", "POS消费", "贷款发放",
  ]
  /// What the postings of everyday life say, and those that only the bank's own batches write.
  static let allMemos = memos + ["产品认购", "产品赎回", "产品分红", "产品到期兑付", "代发工资"]
  static let taxRemarks = ["", "", "", "", "", "自行申报", "小微减免", "即征即退", "鍇字号补报"]
}
