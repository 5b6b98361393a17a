import Catalog
import Postgres
import Tabular
import Warehouse

/// What is found out about one customer as of a business date: its rows, and every indicator that is asked for, worked
/// out again with each step shown.
final class CustomerCase {
  let catalog: DataCatalog
  let plan: SemanticPlan
  let customer: OneCustomer
  let known: Knowledge
  let clearance: Int
  let surroundings: Surroundings
  private let database: Database
  private var evidence: [Int: [EvidenceRow]] = [:]
  private var files: [Int64: (date: String, file: String)] = [:]
  private var values: [String: Int64?]
  private var longEnough: [SemanticPlan.Place: Bool] = [:]
  /// Indicators that were shown with their rows: once is enough.
  private var shown: Set<String> = []

  var date: BusinessDate { known.date }
  var texts: TextPool { surroundings.texts }

  /// - Parameter plan: of what is to be explained alone.
  init(
    _ catalog: DataCatalog, _ plan: SemanticPlan, _ customer: OneCustomer, _ known: Knowledge, clearance: Int,
    _ database: Database
  ) throws {
    self.catalog = catalog
    self.plan = plan
    self.customer = customer
    self.known = known
    self.clearance = clearance
    self.database = database
    values = customer.attributes
    let texts = TextPool()
    var lookups: [LookupName: Lookup] = [:]
    for plan in plan.facts {
      for name in plan.names {
        guard let column = plan.fact.column(name), case .lookup(let asset, let item, _) = column.source,
          let found = catalog.asset(asset), lookups[LookupName(asset: asset, item: item)] == nil
        else { continue }
        lookups[LookupName(asset: asset, item: item)] = try Lookup(
          database, found, item: item, type: column.type, known, texts: texts)
      }
    }
    surroundings = Surroundings(
      date: known.date, texts: texts,
      identities: Identities(
        customer: Int(customer.survivor), isServed: customer.isServed, isPerson: customer.isPerson,
        isCompany: customer.isCompany),
      rates: try Rates(database, catalog, known, texts: texts), lookups: lookups)
  }

  func indicator(_ name: String) -> Indicator? { plan.stepOf[name].map { plan.steps[$0].indicator } }

  func trace(_ expression: Expression) throws -> Trace {
    // All it reads is worked out first: going through it cannot fail.
    for name in expression.names where name != "D" { _ = try value(of: name) }
    return Trace(expression, texts: texts, date: date) { [values] in values[$0] ?? nil }
  }

  func isMember(_ population: Expression?) throws -> Bool {
    try population.map { try trace($0).value == 1 } ?? customer.isServed
  }

  /// Of an attribute or an indicator; nil: unknown, or not about this customer.
  func value(of name: String) throws -> Int64? {
    if let known = values[name] { return known }
    guard let place = plan.stepOf[name] else { return nil }
    let step = plan.steps[place]
    var value: Int64?
    if try isMember(step.indicator.population) {
      switch step.source {
      case _ where try !isLongEnough(step): break
      case .aggregate(let place):
        value = try recount(place).value
      case .change(let current, let base):
        value = try IndicatorPrograms.change(vector(current), vector(base), 1)[0]
      case .share(let part, let whole):
        value = try IndicatorPrograms.share(vector(part), vector(whole), 1)[0]
      case .expression:
        if case .expression(let expression) = step.indicator.form { value = try trace(expression).value }
      }
    }
    values[name] = .some(value)
    return value
  }

  private func vector(_ place: SemanticPlan.Place) throws -> Vector { Vector([try recount(place).value]) }

  func recount(_ place: SemanticPlan.Place) throws -> Recount {
    let fact = plan.facts[place.fact]
    return Recount(fact.slots[place.slot], fact, try rows(of: place.fact), texts: texts, date: date)
  }

  func rows(of fact: Int) throws -> [EvidenceRow] {
    if let known = evidence[fact] { return known }
    let plan = plan.facts[fact]
    let source = try FactSource(plan, known, only: customer.tokens)
    let found = try source.evidence(database.connection, surroundings)
    evidence[fact] = found
    return found
  }

  /// Whether its facts begin early enough, for everybody, for its windows to be whole.
  func isLongEnough(_ step: SemanticPlan.Step) throws -> Bool {
    try !step.indicator.needsHistory || step.source.places.allSatisfy(isLongEnough)
  }

  private func isLongEnough(_ place: SemanticPlan.Place) throws -> Bool {
    guard let days = plan.window(place).days(on: date) else { return true }
    if let known = longEnough[place] { return known }
    let fact = plan.facts[place.fact]
    let source = try FactSource(fact, known)
    let found = try source.begins(by: days.lowerBound, database.connection)
    longEnough[place] = found
    return found
  }

  /// Whether an indicator has its rows shown here for the first time.
  func isNew(_ name: String) -> Bool { shown.insert(name).inserted }

  /// The files of batches, by number.
  func files(of rows: [EvidenceRow]) throws -> [Int64: (date: String, file: String)] {
    let missing = Set(rows.map(\.batch)).subtracting(files.keys)
    if !missing.isEmpty {
      let found = try database.connection.query(
        "select batch, business_date, file_name from meta.batch where batch in (\(missing.sorted().map { String($0) }.joined(separator: ", ")))",
        doing: "ask where rows came from")
      for row in found { if let batch = row[0].flatMap({ Int64($0) }) { files[batch] = (row[1] ?? "", row[2] ?? "") } }
    }
    return files
  }
}
