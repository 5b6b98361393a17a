import Tabular

/// The management accounts of one month, in cents: what each office earned and spent in each line.
///
/// Over the whole bank the profit of a month is 15,000 yuan for each head of the average headcount, 180,000 a year;
/// winning a customer costs 50 yuan, and serving one once costs 1 yuan.
struct ProfitAndLoss: Sendable {
  /// The codes of `pl_item`.
  static let items = ["01", "02", "03", "04", "05", "06", "07", "08"]
  private enum Item: Int { case interest, fees, investment, administration, acquisition, service, impairment, tax }

  /// For each office and line, as `Headcount` counts them, its items in order; costs are negative.
  private(set) var amounts: [Int64]

  /// `served`: how often customers were served, by the same places; nil where nobody has counted.
  init(_ headcount: Headcount, _ acquisitions: Acquisitions, served: [Int: Int]? = nil, seed: UInt64) {
    var chance = SplitMix64(seed: seed, "profit and loss", headcount.month.first)
    amounts = []
    amounts.reserveCapacity(headcount.rows.count * ProfitAndLoss.items.count)
    for (place, row) in headcount.rows.enumerated() {
      let line = place % Headcount.lines.count
      amounts += ProfitAndLoss.line(
        line, heads: Int64(row.doubleAverage), won: acquisitions.count(in: headcount.month, at: place),
        served: served.map { $0[place] ?? 0 }, &chance)
    }
    closeTreasury(on: headcount)
  }

  var profit: Int64 { amounts.reduce(0, +) }

  static func place(_ place: Int, item: Int) -> Int { place * items.count + item }

  /// What the treasury of the head office earns is what the offices lack to the profit of the bank.
  private mutating func closeTreasury(on headcount: Headcount) {
    let heads = headcount.rows.reduce(0) { $0 + Int64($1.doubleAverage) }
    let treasury = ProfitAndLoss.place(Headcount.place(office: 0, line: 3), item: Item.investment.rawValue)
    amounts[treasury] += heads * 750_000 - profit
  }

  /// `heads`: twice the average headcount. The back office only costs; the other lines earn their costs and a profit.
  private static func line(
    _ line: Int, heads: Int64, won: Int, served: Int?, _ chance: inout SplitMix64
  ) -> [Int64] {
    var items: [Int64] = Array(repeating: 0, count: ProfitAndLoss.items.count)
    func spread(_ cents: Int64) -> Int64 { heads * cents * Int64(chance.within(80...120)) / 100 }
    items[Item.administration.rawValue] = -spread(900_000)
    items[Item.acquisition.rawValue] = -5_000 * Int64(won)
    if line == 4 { return items }
    let isServing = line == 1 || line == 2
    items[Item.service.rawValue] = isServing ? -100 * heads * Int64(chance.within(20...60)) : 0
    if let served { items[Item.service.rawValue] = -100 * Int64(served) }
    items[Item.impairment.rawValue] = line < 3 ? -spread(120_000) : 0
    items[Item.fees.rawValue] = spread(300_000)
    let profit = spread(line == 0 ? 1_200_000 : 900_000)
    items[Item.tax.rawValue] = -profit / 3
    items[Item.interest.rawValue] = profit - items.reduce(0, +)
    return items
  }
}
