extension CodeTables {
  /// The tax bureau’s.
  static let tax: [Code] =
    table(
      "tax_type",
      ["101": "增值税", "102": "消费税", "104": "企业所得税", "106": "个人所得税", "109": "城市维护建设税", "110": "房产税", "111": "印花税"])
    + table("tax_type", ["103": "营业税"], to: day(2016, 4, 30))
}
