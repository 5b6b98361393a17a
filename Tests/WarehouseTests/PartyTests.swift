import Catalog
import Tabular
import Testing

@testable import Warehouse

/// One-ID over several senders: a register names companies and those who represent them, customers or not.
@Suite struct PartyTests {
  static let register = Asset(
    id: "G/register", zh: "登记", category: "外部数据/工商", meaning: "企业登记", owner: "普惠金融部 李蓉", keeps: .versions,
    key: ["uscc"], party: "uscc",
    identifies: [
      .init(party: "uscc", name: "ent_name", by: [], isCustomer: false),
      .init(party: "legal_id_no", name: "legal_name", by: [], isCustomer: false),
    ],
    items: [
      Item(id: "uscc", zh: "统一社会信用代码", type: .text(18), level: 1, identifies: "uscc"),
      Item(id: "ent_name", zh: "企业名称", type: .text(100), level: 1),
      Item(
        id: "legal_id_no", zh: "法定代表人证件号码", type: .text(18), level: 3, mask: .keep(first: 6, last: 4), empty: "外籍",
        identifies: "citizen_id"),
      Item(id: "legal_name", zh: "法定代表人", type: .text(60), level: 3, mask: .surname),
    ])

  static func company(_ uscc: String, _ name: String, legal: String?, _ person: String) -> [String: String] {
    var row = ["uscc": uscc, "ent_name": name, "legal_name": person]
    row["legal_id_no"] = legal
    return row
  }

  static let parties = "select kind, id_no, name, is_customer from dwd.party order by 1, 2"

  @Test func aRegisterNamesPartiesWhoAreNoCustomers() throws {
    let bank = try TestBank([TestCatalog.account, Self.register])
    try bank.load(
      "G/register", "2025-11-20",
      [Self.company("U1", "甲公司", legal: "P1", "王一"), Self.company("U2", "乙公司", legal: nil, "外籍人士")])
    #expect(try bank.ask(Self.parties) == ["citizen_id|P1|王一|f", "uscc|U1|甲公司|f", "uscc|U2|乙公司|f"])
    let before = try bank.ask("select customer_id from dwd.party where id_no = 'U1'")
    // Opening an account makes a customer of a party already known, under the number it has.
    try bank.load(
      "X1/account", "2025-11-21",
      [
        Rows.account("A1", cust: "C1", id: "U1", name: "甲公司（本行户名）", idType: "11"),
        Rows.account("A2", cust: "C2", id: "P1", name: "王一"),
      ])
    // The customer's own record has the word, even after the register has told of another name.
    try bank.load("G/register", "2025-11-22", [Self.company("U1", "甲集团", legal: "P1", "王壹")])
    #expect(try bank.ask(Self.parties) == ["citizen_id|P1|王一|t", "uscc|U1|甲公司（本行户名）|t", "uscc|U2|乙公司|f"])
    #expect(try bank.ask("select customer_id from dwd.party where id_no = 'U1'") == before)
    #expect(
      try bank.ask("select kind, name, is_customer from mart_l2.party order by 1, 2", as: "analyst2") == [
        "citizen_id|*一|t", "uscc|*）|t", "uscc|乙公司|f",
      ])
  }

  /// Every order of arrival, and an account that was taken back, end in the same parties and the same digest.
  @Test func theOrderOfSendersLeavesNoTrace() throws {
    let steps: [(String, String, Int, [[String: String]])] = [
      ("G/register", "2025-11-20", 1, [Self.company("U1", "甲公司", legal: "P1", "王一")]),
      ("X1/account", "2025-11-20", 1, [Rows.account("A1", cust: "C1", id: "P1", name: "王一一")]),
      ("X1/account", "2025-11-21", 1, [Rows.account("A2", cust: "C2", id: "U1", name: "误开", idType: "11")]),
      ("X1/account", "2025-11-21", 2, [Rows.account("A2", cust: "C2", id: "P9", name: "李九")]),
      ("G/register", "2025-11-21", 1, [Self.company("U1", "甲集团", legal: "P2", "赵二")]),
    ]
    var wanted: ([String], ContentDigest)?
    for order in [[0, 1, 2, 3, 4], [4, 2, 3, 1, 0], [1, 2, 0, 4, 3], [2, 4, 0, 1, 3]] {
      let bank = try TestBank([TestCatalog.account, Self.register], salt: "\(order)")
      for index in order {
        let (asset, date, number, rows) = steps[index]
        try bank.load(asset, date, number: number, rows)
      }
      let found = (
        try bank.ask(
          "select id_no, name, is_customer from dwd.identifier join dwd.party p using (customer_id) where key = party_key order by 1"
        ),
        try bank.database.digest(asOf: BusinessDate("2025-11-21")!)
      )
      #expect(found.0 == ["P1|王一一|t", "P2|赵二|f", "P9|李九|t", "U1|甲集团|f"], "\(order)")
      #expect(found.0 == wanted?.0 ?? found.0 && found.1 == wanted?.1 ?? found.1, "\(order)")
      wanted = found
    }
  }

  /// A name is as old as the version that said it first: a balance that moves since makes it no newer. In any order.
  @Test func whatIsSaidAgainIsNoNewerWord() throws {
    let steps: [(date: String, rows: [[String: String]])] = [
      ("2025-11-20", [Rows.account("A1", cust: "C1", id: "P1", name: "王一", balance: "1.00")]),
      ("2025-11-21", [Rows.account("A2", cust: "C1", id: "P1", name: "王一一")]),
      ("2025-11-22", [Rows.account("A1", cust: "C1", id: "P1", name: "王一", balance: "2.00")]),
    ]
    var digests: Set<ContentDigest> = []
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [0, 2, 1]] {
      let bank = try TestBank([TestCatalog.account])
      for index in order { try bank.load("X1/account", steps[index].date, steps[index].rows) }
      #expect(try bank.ask(Self.parties) == ["citizen_id|P1|王一一|t"], "\(order)")
      let since = try bank.ask("select since from dwd.identifier where scheme = 'citizen_id'")
      #expect(since == ["2025-11-20"], "\(order)")
      digests.insert(try bank.database.digest(asOf: BusinessDate("2025-11-22")!))
      digests.insert(
        try bank.database.digest(asOf: BusinessDate("2025-11-22")!, knownAt: Moment(secondsSince1970: 4_000_000_000)))
    }
    #expect(digests.count == 1)
  }

  /// A catalog may say later that a register names parties: what it delivered before is read again.
  @Test func anEditCanMakeARegisterOfAnAsset() throws {
    var silent = Self.register
    silent.identifies = []
    let bank = try TestBank([TestCatalog.account, silent])
    try bank.load("G/register", "2025-11-20", [Self.company("U1", "甲公司", legal: "P1", "王一")])
    #expect(try bank.ask(Self.parties) == [])
    try bank.apply(TestCatalog.catalog([TestCatalog.account, Self.register], logins: bank.name, version: 2))
    #expect(try bank.ask(Self.parties) == ["citizen_id|P1|王一|f", "uscc|U1|甲公司|f"])
    try bank.apply(TestCatalog.catalog([TestCatalog.account, silent], logins: bank.name, version: 3))
    #expect(try bank.ask("select count(*) from dwd.identifier") == ["0"])
  }

  /// It may say as well that nobody names parties any more: then the bank knows of none.
  @Test func anEditCanTakeTheLastRegisterAway() throws {
    let bank = try TestBank([Self.register])
    try bank.load("G/register", "2025-11-20", [Self.company("U1", "甲公司", legal: "P1", "王一")])
    var silent = Self.register
    silent.identifies = []
    try bank.apply(TestCatalog.catalog([silent], logins: bank.name, version: 2))
    #expect(try bank.ask("select count(*) from dwd.identifier") == ["0"])
    try bank.load("G/register", "2025-11-21", [Self.company("U1", "甲集团", legal: "P1", "王一")])
    #expect(try bank.ask("select ent_name from dwd.register where valid_to is null") == ["甲集团"])
  }
}
