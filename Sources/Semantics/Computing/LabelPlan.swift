import Catalog
import Postgres
import Tabular
import Warehouse

/// All labels of a date with the numbers of their values.
struct LabelPlan: Sendable {
  struct Entry: Sendable {
    var label: Label
    /// Places among the bits: of a rule one, of values and buckets one for each in order.
    var places: [Int]
    var byKey: [Int64: Int]
    /// Of a label with hysteresis, and of one that watches it: what each customer holds.
    var held: HeldValues?
    /// Of a label with hysteresis: where the first of its values stands among those of the day alone.
    var raw: Int?
  }

  private(set) var entries: [Entry] = []
  private(set) var matrices: [SemanticPlan.MatrixPlan] = []
  /// By place: the registry's number, the label, its level.
  private(set) var numbers: [Int32] = []
  private(set) var owners: [Int] = []
  /// Of values that are held, beside whom the day alone would give them is kept.
  private(set) var rawNumbers: [Int32] = []

  /// Numbers every value there is, keys of a matrix among them.
  init(
    _ plan: SemanticPlan, _ database: Database, _ catalog: DataCatalog, _ known: Knowledge, texts: TextPool,
    customers: Int
  ) throws {
    var registered: [RegisteredLabel] = []
    var raws: [Int] = []
    for step in plan.labels {
      let label = step.label
      let first = registered.count
      var byKey: [Int64: Int] = [:]
      var held: HeldValues?
      var raw: Int?
      let add = { (value: String, zh: String) in
        RegisteredLabel(RegisteredLabel.Key(label.id, value), zh: zh, level: label.level)
      }
      switch label.form {
      case .rule: registered.append(add("", label.zh))
      case .values(let values, let hysteresis):
        if let hysteresis {
          held = try HeldValues(label.id, values, hysteresis, customers: customers, database, known)
          raw = raws.count
          raws += registered.count..<registered.count + values.count
        }
        registered += values.map { add($0.code, label.zh + "：" + $0.zh) }
      case .watch(let of, let values, let hysteresis):
        held = try HeldValues(of, values, hysteresis, customers: customers, database, known)
        registered.append(add("", label.zh))
      case .bucket(let of, let edges):
        let names = BucketNames(unit: catalog.definitions.unit(of: of)).names(edges)
        registered += zip(Label.bucketValues(edges), names).map { add($0, label.zh + "：" + $1) }
      case .matrix(_, _, _, let over, _, let name):
        guard let asset = catalog.asset(over) else { break }
        let names = try Lookup(database, asset, item: name, type: .text, known, texts: texts).values
        let keys = names.map { (key: texts.text($0.key), id: $0.key, zh: texts.text($0.value)) }
          .sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        for key in keys {
          byKey[key.id] = registered.count
          registered.append(add(key.key, label.zh + "：" + key.zh))
        }
        if let keys = step.keys { matrices.append(keys) }
      }
      entries.append(Entry(label: label, places: Array(first..<registered.count), byKey: byKey, held: held, raw: raw))
      owners += Array(repeating: entries.count - 1, count: registered.count - first)
    }
    let given = try database.labelNumbers(for: registered, renaming: known.isNewest)
    numbers = registered.map { given[$0.key] ?? 0 }
    rawNumbers = raws.map { numbers[$0] }
  }

  func programs(_ slot: @escaping (String) -> Int, _ surroundings: Surroundings) -> [LabelProgram] {
    let made = { (expression: Expression) in
      Program(expression, slot: slot, texts: surroundings.texts, date: surroundings.date)
    }
    return entries.map { entry in
      let form: LabelProgram.Form =
        switch entry.label.form {
        case .rule(let rule): .rule(made(rule.expression))
        case .values(let values, _): .values(ValueTests(tests: values.map { $0.test.map(made) }), entry.places)
        case .watch(_, let values, _): .watch(ValueTests(tests: values.map { $0.test.map(made) }))
        case .bucket(let expression, let edges):
          .bucket(made(expression), edges: edges.map { LabelPlan.units($0, expression.type) }, places: entry.places)
        case .matrix: .matrix
        }
      return LabelProgram(
        form: form, population: entry.label.population.map(made), place: entry.places.first ?? 0,
        unknown: entry.label.unknown, byKey: entry.byKey, held: entry.held, raw: entry.raw)
    }
  }

  /// Those of the matrices, in the order of `matrices`.
  func matrixPlaces(_ programs: [LabelProgram]) -> [LabelProgram] {
    programs.filter { if case .matrix = $0.form { true } else { false } }
  }

  /// An edge in the units of the value it is compared with.
  static func units(_ edge: Constant, _ type: ValueType) -> Int64 {
    let scale = type.scale ?? 0
    switch edge {
    case .integer(let value): return (0..<scale).reduce(value) { value, _ in value * 10 }
    case .decimal(let units, let places):
      return places <= scale
        ? (places..<scale).reduce(units) { value, _ in value * 10 }
        // An edge finer than the value: what is at or above it is at or above the next unit.
        : (scale..<places).reduce(units) { value, _ in value / 10 + (value % 10 > 0 ? 1 : 0) }
    case .date(let date): return Int64(date.daysSince2000)
    default: return 0
    }
  }
}
