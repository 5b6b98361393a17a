import Catalog

/// A label's rule of one customer with every test worked out, also those that decided nothing.
///
/// How a test came out is a yes or no, as the label is, and it is told to whoever may read the label: where a rule lowered
/// that, the catalog had looked at every test by itself (`Disclosure`). What it compares has the level it has.
struct RuleTrace {
  struct Test {
    var id: String
    var text: String
    var value: Int64?
    /// Under an odd number of nots: it has to be false.
    var isDenied: Bool
  }

  private indirect enum Form {
    case test(Int)
    case all([Form])
    case any([Form])
    case not(Form)
  }

  let node: ExplainedNode
  let value: Int64?
  private let form: Form

  /// - Parameter level: of the label, or of the opportunity.
  init(_ rule: Label.Rule, of level: Int, _ found: CustomerCase, _ tests: inout [Test]) throws {
    var made: ExplainedNode?
    form = try RuleTrace.form(rule, level, found, isDenied: false, &tests, &made)
    node = made!
    value = RuleTrace.value(form) { [tests] in tests[$0].value }
  }

  /// What the rule would be if one test were the other way.
  func value(turning place: Int, of tests: [Test]) -> Int64? {
    let wanted: Int64 = tests[place].isDenied ? 0 : 1
    guard tests[place].value != wanted else { return nil }
    return RuleTrace.value(form) { $0 == place ? wanted : tests[$0].value }
  }

  /// What would make it true all alone, if anything would.
  func otherwise(_ tests: [Test], _ texts: TextPool) -> [String] {
    var lines = tests.enumerated().filter { value(turning: $0.offset, of: tests) == 1 }.map {
      "  \($0.element.id)  \($0.element.text): it would be true with this alone otherwise"
    }
    if lines.isEmpty {
      lines = tests.filter { $0.value != ($0.isDenied ? 0 : 1) }.map {
        "  \($0.id)  \($0.text) = \(ValueType.boolean.shown($0.value, texts)), so not this alone"
      }
    }
    return ["why it is not true:"] + lines
  }

  private static func value(_ form: Form, _ test: (Int) -> Int64?) -> Int64? {
    switch form {
    case .test(let place): test(place)
    case .all(let forms): forms.reduce(1) { Kleene.and($0, value($1, test)) }
    case .any(let forms): forms.reduce(0) { Kleene.or($0, value($1, test)) }
    case .not(let inner): value(inner, test).map { 1 - $0 }
    }
  }

  private static func form(
    _ rule: Label.Rule, _ level: Int, _ found: CustomerCase, isDenied: Bool, _ tests: inout [Test],
    _ made: inout ExplainedNode?
  ) throws -> Form {
    func joined(_ name: String, _ rules: [Label.Rule], _ isDenied: Bool, _ join: ([Form]) -> Form) throws -> Form {
      var node = ExplainedNode(name: name, value: "", level: 1)
      var forms: [Form] = []
      for rule in rules {
        var part: ExplainedNode?
        forms.append(try form(rule, level, found, isDenied: isDenied, &tests, &part))
        if let part { node.parts.append(part) }
      }
      let form = join(forms)
      node.value = ValueType.boolean.shown(value(form) { tests[$0].value }, found.texts)
      node.level = node.parts.map(\.level).max() ?? 1
      made = node
      return form
    }
    switch rule {
    case .all(let rules): return try joined("all", rules, isDenied) { .all($0) }
    case .any(let rules): return try joined("any", rules, isDenied) { .any($0) }
    case .not(let inner): return try joined("not", [inner], !isDenied) { .not($0[0]) }
    case .test(let id, let expression):
      let trace = try found.trace(expression)
      var node = ExplainedNode(
        name: id, text: expression.description, value: ValueType.boolean.shown(trace.value, found.texts),
        level: min(level, found.level(of: expression)))
      node.parts = try found.nodes(of: trace)
      made = node
      tests.append(Test(id: id, text: expression.description, value: trace.value, isDenied: isDenied))
      return .test(tests.count - 1)
    }
  }
}
