import Tabular

/// What firms have changed in the register.
extension CompanyRegister {
  /// One change of a firm that is in business and has not changed today.
  mutating func happen(to firm: Int, on date: BusinessDate, _ chance: inout SplitMix64) {
    let roll = chance.below(100)
    guard !touched.contains(firm), !payers.contains(firm), let record = records[firm], record.status == .inBusiness
    else { return }
    switch roll {
    case 0..<30 where record.holdings.count > 1: transfer(firm, record, on: date, &chance)
    case 30..<50 where record.holdings.contains { $0.paid.map { $0 < 100 } ?? false }: payIn(firm, record, &chance)
    case 50..<65 where record.capital != nil: raiseCapital(firm, record, on: date, &chance)
    case 65..<75: extend(firm, record, on: date)
    case 75..<85 where firm >= firms.taxpayers:
      move(firm, to: RegistrationBook.address(firms.all[firm], &chance), on: date)
    default:
      let scope = CompanyRecord.scope(of: firms.all[firm].trade, &chance)
      guard scope != record.scope else { return }
      note(firm, .scope, from: record.scope, to: scope, on: date)
      records[firm]?.scope = scope
      approve(firm, on: date)
    }
  }

  private mutating func approve(_ firm: Int, on date: BusinessDate) {
    records[firm]?.approved = date
    touched.insert(firm)
  }

  /// One of the other holders sells to the first, or leaves and somebody new comes instead.
  private mutating func transfer(
    _ firm: Int, _ record: CompanyRecord, on date: BusinessDate, _ chance: inout SplitMix64
  ) {
    var holdings = record.holdings
    let seller = chance.within(1...holdings.count - 1)
    if chance.chance(1, in: 2) {
      let leaving = holdings.remove(at: seller)
      // Not under the name of the one who leaves, either: a name is a row's key.
      var coming = search.person(of: firms.all[firm], beside: record.holdings, since: date, &chance)
      coming.ratio = leaving.ratio
      coming.paid = leaving.paid
      holdings.append(coming)
      tell(.delete, firm, leaving)
      tell(.insert, firm, coming)
    } else {
      let part = holdings[seller].ratio / 20_000 * 10_000
      guard part > 0 else { return }
      holdings[seller].ratio -= part
      holdings[0].ratio += part
      tell(.update, firm, holdings[0])
      tell(.update, firm, holdings[seller])
    }
    note(
      firm, .holders, from: Shareholding.text(record.holdings), to: Shareholding.text(holdings), on: date)
    records[firm]?.holdings = holdings
    approve(firm, on: date)
  }

  /// Published (公示), not approved: no change of the registration.
  private mutating func payIn(_ firm: Int, _ record: CompanyRecord, _ chance: inout SplitMix64) {
    guard let place = record.holdings.firstIndex(where: { $0.paid.map { $0 < 100 } ?? false }),
      let paid = record.holdings[place].paid
    else { return }
    let now = min(100, paid + chance.pick([20, 50, 100]))
    records[firm]?.holdings[place].paid = now
    payers.insert(firm)
    var holding = record.holdings[place]
    holding.paid = now
    today.holdings.append(HoldingChange(kind: .update, firm: firm, holding: holding, isPayment: true))
  }

  /// Everybody takes his part of it.
  private mutating func raiseCapital(
    _ firm: Int, _ record: CompanyRecord, on date: BusinessDate, _ chance: inout SplitMix64
  ) {
    guard let before = record.capital else { return }
    let tenThousands = max(1, before / 1_000_000 * Int64(chance.within(10...100)) / 100)
    let capital = before + tenThousands * 1_000_000
    let unit = record.currency == "CNY" ? "万元人民币" : "万美元"
    note(
      firm, .capital, from: "\(before / 1_000_000)\(unit)", to: "\(capital / 1_000_000)\(unit)", on: date)
    records[firm]?.capital = capital
    for holding in record.holdings { tell(.update, firm, holding) }
    approve(firm, on: date)
  }

  private mutating func extend(_ firm: Int, _ record: CompanyRecord, on date: BusinessDate) {
    let term = record.term == nil ? date.adding(months: 360) : nil
    let text = { (term: BusinessDate?) in term?.description ?? "长期" }
    note(firm, .term, from: text(record.term), to: text(term), on: date)
    records[firm]?.term = term
    approve(firm, on: date)
  }

  private mutating func tell(_ kind: RowChange, _ firm: Int, _ holding: Shareholding) {
    today.holdings.append(HoldingChange(kind: kind, firm: firm, holding: holding))
  }
}
