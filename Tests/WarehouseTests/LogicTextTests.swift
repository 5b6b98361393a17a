import Catalog
import Tabular
import Testing

@testable import Warehouse

/// The same definition is the same text, wherever it stands in its file; another one is another.
@Suite struct LogicTextTests {
  private func name(_ name: String, at place: Range<Int> = 0..<0) -> Expression {
    Expression(.name(name), .decimal(scale: 2), at: place)
  }
  private func number(_ units: Int64) -> Expression {
    Expression(.literal(.decimal(units: units, scale: 2)), .decimal(scale: 2))
  }
  private func operation(_ sign: Operator, _ left: Expression, _ right: Expression) -> Expression {
    Expression(.operation(sign, left, right), .boolean)
  }

  @Test func expressionsSayHowTheyNest() {
    let sum = operation(.times, operation(.plus, name("a"), name("b")), name("c"))
    #expect(LogicText.of(sum) == "(a + b) * c")
    #expect(LogicText.of(operation(.plus, name("a"), operation(.times, name("b"), name("c")))) == "a + (b * c)")
    let test = Expression(.membership(name("channel"), [.text("01"), .text("03")]), .boolean)
    #expect(LogicText.of(Expression(.not(test), .boolean)) == "not (channel in ('01', '03'))")
    #expect(LogicText.of(operation(.less, name("a"), number(150))) == "a < 1.50")
    let call = Expression(.call(.coalesce, [name("a"), Expression(.literal(.unknown), .integer)]), .integer)
    #expect(LogicText.of(call) == "coalesce(a, null)")
    #expect(LogicText.of(Expression(.literal(.date(BusinessDate("2025-11-20")!)), .date)) == "date '2025-11-20'")
    #expect(LogicText.of(name("a", at: 3..<4)) == LogicText.of(name("a")))
  }

  @Test func termsSayWhatTheyReadAndWhen() {
    let aggregate = Aggregate(
      fact: "loan", kind: .sum, of: name("balance_cny"), filter: operation(.equal, name("five_class"), name("x")),
      window: Window(.months(3), .previous))
    #expect(LogicText.of(aggregate) == "sum(balance_cny) of loan m3 previous where five_class = x")
    #expect(LogicText.of(.customers(name("served"))) == "customers where served")
    #expect(LogicText.of(.total(name("aum"))) == "total of aum")
    let share = Indicator(
      id: "i", zh: "", type: .decimal(scale: 6), form: .share(part: aggregate, whole: aggregate),
      population: name("served"), needsHistory: true)
    #expect(
      LogicText.of(share)
        == "share \(LogicText.of(aggregate)) of \(LogicText.of(aggregate)) for served with history")
  }

  @Test func labelsSayTheirRulesAndValues() {
    var label = Label(
      id: "L", zh: "", population: name("company"),
      form: .rule(
        .all([.test(id: "a", name("x")), .any([.not(.test(id: "b", name("y"))), .test(id: "c", name("z"))])])))
    #expect(LogicText.of(label) == "all(x, any(not(y), z)) for company")
    label.unknown = .false
    #expect(LogicText.of(label) == "all(x, any(not(y), z)) for company unknown is false")
    let values: [Label.Value] = [.init(code: "P", zh: "", test: name("x")), .init(code: "L", zh: "", test: nil)]
    let tier = Label(
      id: "T", zh: "", form: .values(values, .init(downAfterMonths: 3, downAfterMonthsByValue: ["P": 6])))
    #expect(LogicText.of(tier) == "P if x L if else down after 3, P 6 months")
    let bucket = Label(id: "B", zh: "", form: .bucket(name("bal"), edges: [.integer(0), .integer(1000)]))
    #expect(LogicText.of(bucket) == "bal at 0 1000")
    let matrix = Label(
      id: "M", zh: "",
      form: .matrix(
        fact: "holding", key: "product_code", filter: nil, over: "X4/product", item: "product_code", name: "n"))
    #expect(LogicText.of(matrix) == "holding by product_code over X4/product.product_code")
  }
}
