import Catalog
import Golden
import Postgres
import Semantics
import Tabular
import Testing
import Warehouse

@Suite struct AudienceTests {
  /// A combination of chance as text, and what it is of one customer by plain three-valued logic.
  private indirect enum Wanted {
    case label(String, RegisteredLabel.Key)
    case not(Wanted), and(Wanted, Wanted), or(Wanted, Wanted)

    static let labels: [(String, RegisteredLabel.Key)] = [
      ("ACTIVE", .init("ACTIVE")), ("税务成长企业", .init("GROWTH")), ("DEBTOR", .init("DEBTOR")),
      ("TIER=P", .init("TIER", "P")), ("客群 = '普通'", .init("TIER", "L")),
    ]

    static func any(_ depth: Int, _ dice: inout Dice) -> Wanted {
      switch depth == 0 ? 0 : Int.random(in: 0..<7, using: &dice) {
      case 1, 2: return .not(any(depth - 1, &dice))
      case 3, 4: return .and(any(depth - 1, &dice), any(depth - 1, &dice))
      case 5, 6: return .or(any(depth - 1, &dice), any(depth - 1, &dice))
      default:
        let (text, key) = labels.randomElement(using: &dice)!
        return .label(text, key)
      }
    }

    var text: String {
      switch self {
      case .label(let text, _): text
      case .not(let inner): "not \(inner.nested)"
      case .and(let left, let right): "\(left.nested) and \(right.nested)"
      case .or(let left, let right): "\(left.nested) OR \(right.nested)"
      }
    }
    private var nested: String { if case .label = self { text } else { "(\(text))" } }

    func truth(_ customer: Int64, _ bits: [RegisteredLabel.Key: LabelBank.Bits]) -> Bool? {
      switch self {
      case .label(_, let key): return bits[key]!.truth(customer)
      case .not(let inner): return inner.truth(customer, bits).map { !$0 }
      case .and(let left, let right):
        let (a, b) = (left.truth(customer, bits), right.truth(customer, bits))
        return a == false || b == false ? false : a == nil || b == nil ? nil : true
      case .or(let left, let right):
        let (a, b) = (left.truth(customer, bits), right.truth(customer, bits))
        return a == true || b == true ? true : a == nil || b == nil ? nil : false
      }
    }
  }

  @Test func countsAndMembersAreThoseOfPlainLogic() throws {
    let bank = try LabelBank(customers: 200_000)
    let reader = try bank.reader("3")
    let everybody = Set(bank.bits.values.flatMap(\.population)).sorted()
    var dice = Dice(state: 11)
    var found = 0
    for number in 0..<150 {
      let wanted = Wanted.any(4, &dice)
      let expected = everybody.filter { wanted.truth($0, bank.bits) == true }
      let audience = try Audience(wanted.text, reader.shelf)
      #expect(try reader.count(audience, on: LabelBank.date) == expected.count, "\(number): \(wanted.text)")
      #expect(try reader.members(audience, on: LabelBank.date) == expected, "\(number): \(wanted.text)")
      #expect(try reader.members(audience, on: LabelBank.date, limit: 3) == Array(expected.prefix(3)))
      found += expected.count
    }
    #expect(found > 1000)
  }

  @Test func aReaderHasTheLabelsOfTheOwnLevel() throws {
    let bank = try LabelBank(customers: 70_000)
    let reader = try bank.reader("2")
    let error = #expect(throws: ReadingError.self) { try Audience("ACTIVE and DEBTOR", reader.shelf) }
    #expect(
      error?.description == """
        audience:1:12: error: DEBTOR is of level 3, above this clearance
            hint: ask 风险管理部 郑洁
        """)
    let byLogin = try bank.reader(bank.settings.keywords["dbname"]! + "_analyst2")
    #expect(byLogin.reader == reader.reader)
    let branch = #expect(throws: ReadingError.self) { try bank.reader(bank.settings.keywords["dbname"]! + "_nanjing2") }
    #expect(branch?.kind == .forbidden)
    // Not a promise of this code alone: the session may not read the table either.
    let session = try Database(bank.settings)
    try session.connection.execute("set role \(bank.settings.keywords["dbname"]!)_l2", doing: "read")
    #expect(throws: PostgresError.self) {
      try session.connection.query("select * from lab.bitmap_l3", doing: "read")
    }
  }

  @Test func aListIsForWhatItsLabelsMayBeUsedFor() throws {
    let bank = try LabelBank(customers: 1000)
    let shelf = try bank.reader(nil).shelf
    let purposes = Purposes(bank.catalog.definitions)
    let active = try Audience("ACTIVE and GROWTH", shelf)
    try purposes.allow(active, for: nil)
    try purposes.allow(active, for: "营销")
    let debtors = try Audience("ACTIVE and not DEBTOR", shelf)
    try purposes.allow(debtors, for: "授信")
    let silent = #expect(throws: ReadingError.self) { try purposes.allow(debtors, for: nil) }
    #expect(
      silent?.description == """
        --for: error: DEBTOR may be used for 风险, 授信 alone: say what the list is for
            hint: --for 风险
        """)
    let other = #expect(throws: ReadingError.self) { try purposes.allow(debtors, for: "营销") }
    #expect(other?.kind == .forbidden)
    #expect(other?.problem == "DEBTOR may be used for 风险, 授信, not for 营销")
  }

  @Test func whatIsNotComputedIsNotNobody() throws {
    let bank = try LabelBank(customers: 70_000)
    let reader = try bank.reader(nil)
    let waiting = try Audience("ACTIVE or WATCH", reader.shelf)
    let error = #expect(throws: ReadingError.self) { try reader.count(waiting, on: LabelBank.date) }
    #expect(error?.kind == .awaited)
    #expect(error?.hint == "it waits for T/arrears")
    let known = try Audience("ACTIVE", reader.shelf)
    #expect(throws: ReadingError.self) { try reader.count(known, on: LabelBank.date.adding(days: 1)) }
    #expect(try reader.lastDate() == LabelBank.date)
  }

  @Test func mistakesAreToldWhereTheyAre() throws {
    let bank = try LabelBank(customers: 1000)
    let shelf = try bank.reader(nil).shelf
    let golden = GoldenCase.suite("audience").first { $0.name == "mistakes" }!
    let lines = try golden.text("audiences.txt").split(separator: "\n")
    let answers = lines.map { line in
      do {
        let audience = try Audience(String(line), shelf)
        return "\(line)\n    fine: \(audience.text == line)"
      } catch { return "\(line)\n\(error)" }
    }
    let difference = try golden.difference(from: answers.joined(separator: "\n") + "\n")
    #expect(difference == nil, "\(difference ?? "")")
  }
}
