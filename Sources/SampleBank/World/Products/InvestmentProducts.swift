import Tabular

/// What customers hold in units, by the risk they run with it.
extension ProductShelf {
  static let wealth: [Product] =
    series(.wealth, "TT", numbered("天天粮仓", 14), from: CodeTables.day(2019, 1, 7), every: 140) {
      invest(&$0, 1, rate: 1_500_000 + $1 % 5 * 60_000, from: 1, .par)
      $0.withdrawn = $1 == 2 ? CodeTables.day(2025, 4, 1) : nil
    }
    + series(.wealth, "RK", numbered("安稳日开", 20), from: CodeTables.day(2019, 6, 3), every: 105) {
      invest(&$0, 2, rate: 2_200_000 + $1 % 6 * 80_000, from: 100, .daily)
      $0.withdrawn = $1 % 9 == 4 ? CodeTables.day(2025, 3, 3).adding(days: $1 * 11) : nil
    }
    + series(.wealth, "YY", numbered("月月盈", 20), from: CodeTables.day(2019, 9, 2), every: 98) {
      invest(&$0, 2, rate: 2_400_000 + $1 % 6 * 80_000, from: 10_000, .weekly)
      $0.term = 30
    }
    + series(.wealth, "JQ", numbered("进取开放", 6), from: CodeTables.day(2020, 3, 2), every: 260) {
      invest(&$0, turn([3, 4], $1), rate: 4_000_000, from: 10_000, .daily)
    }
    + series(.wealth, "FB", numbered("稳盈封闭", 44), from: CodeTables.day(2024, 8, 5), every: 14) {
      invest(&$0, turn([2, 2, 3, 2, 2, 3, 2, 4], $1), rate: 2_600_000 + $1 % 7 * 110_000, from: 10_000, .weekly)
      $0.offered = 5
      $0.term = turn([91, 182, 364, 273, 546], $1)
    }

  private static let houses = ["云帆", "青禾", "沧海", "远山", "明德", "启元"]

  static let funds: [Product] =
    fundSeries("HB", "货币A", 12, grade: 1, .par) + fundSeries("ZQ", "纯债A", 28, grade: 2, .daily)
    + fundSeries("HH", "混合A", 26, grade: 3, .daily) + fundSeries("GP", "股票A", 18, grade: 4, .daily)
    + fundSeries("HW", "海外精选", 6, grade: 5, .daily)

  private static let themes = ["稳健", "成长", "优选", "价值", "添利", "双利", "先锋", "恒泰"]

  private static func fundSeries(
    _ letters: String, _ kind: String, _ count: Int, grade: Int, _ valuation: Product.Valuation
  ) -> [Product] {
    let names = (0..<count).map { turn(houses, $0) + themes[$0 / houses.count % themes.count] + kind }
    return series(.fund, letters, names, from: CodeTables.day(2012, 4, 9), every: 150) {
      invest(&$0, grade, rate: nil, from: 10, valuation)
      $0.issuer = turn(houses, $1) + "基金管理有限公司"
    }
  }

  static let insurances: [Product] =
    policies("NJ", "年金保险", 12, grade: 2, term: 3600, from: 10_000)
    + policies("ZS", "终身寿险", 10, grade: nil, term: nil, from: 10_000)
    + policies("YL", "医疗保险", 8, grade: nil, term: 360, from: 200)
    + policies("YW", "意外保险", 4, grade: nil, term: 360, from: 100)
    + policies("TL", "投资连结保险", 2, grade: 4, term: nil, from: 50_000)

  private static func policies(
    _ letters: String, _ kind: String, _ count: Int, grade: Int?, term: Int?, from yuan: Int64
  ) -> [Product] {
    let insurers = ["长宁", "同安", "吉庆", "瑞和"]
    let names = (0..<count).map { turn(insurers, $0) + turn(["福满", "安康", "鸿运"], $0 / insurers.count) + kind }
    return series(.insurance, letters, names, from: CodeTables.day(2014, 5, 5), every: 210) {
      // What only insures a year cannot be held in units.
      invest(&$0, grade, rate: nil, from: yuan, term == 360 ? .none : .par)
      $0.term = term
      $0.issuer = turn(insurers, $1) + "人寿保险股份有限公司"
    }
  }

  static let metals: [Product] =
    series(.metal, "JC", ["积存金", "积存银"], from: CodeTables.day(2015, 9, 1), every: 400) { product, _ in
      invest(&product, 3, rate: nil, from: 700, .daily)
      product.face = product.code.hasSuffix("1") ? 480_000_000 : 5_200_000
    }
    + series(
      .metal, "SW", [5, 10, 20, 50, 100, 200, 500, 1000].map { "传世金条\($0)克" } + ["银条100克", "银条1000克"],
      from: CodeTables.day(2013, 2, 4), every: 60
    ) { product, _ in product.minimum = 100_000 }
    + series(.metal, "JN", ["生肖金章", "生肖银章"], from: CodeTables.day(2016, 1, 4), every: 365) { product, _ in
      product.minimum = 50_000
    }

  static let trusts = series(.trust, "XT", numbered("鼎信集合", 10), from: CodeTables.day(2024, 6, 10), every: 56) {
    invest(&$0, turn([3, 4], $1), rate: 5_200_000, from: 1_000_000, .par)
    $0.offered = 12
    $0.term = turn([546, 728], $1)
    $0.issuer = "鼎信信托有限责任公司"
  }

  static let bonds: [Product] =
    series(.bond, "CX", numbered("电子式储蓄国债", 12), from: CodeTables.day(2024, 3, 10), every: 61) {
      invest(&$0, 1, rate: turn([1_930_000, 2_000_000], $1), from: 100, .par)
      $0.offered = 10
      $0.term = turn([1095, 1826], $1)
      $0.issuer = "财政部"
    }
    + series(.bond, "GT", numbered("柜台地方债", 6), from: CodeTables.day(2022, 6, 6), every: 120) {
      invest(&$0, 2, rate: 2_350_000 + $1 * 50_000, from: 100, .daily)
      $0.issuer = "江苏省人民政府"
    }

  /// `yuan`: the least one may buy.
  private static func invest(
    _ product: inout Product, _ grade: Int?, rate: Int?, from yuan: Int64, _ valuation: Product.Valuation
  ) {
    product.grade = grade
    product.rate = rate
    product.minimum = yuan * 100
    product.valuation = valuation
  }
}
