import Catalog
import Tabular

/// Steps as a reader may see them.
extension CustomerCase {
  /// An indicator or attribute by name, with what it was worked out of.
  func node(of name: String) throws -> ExplainedNode {
    guard let place = plan.stepOf[name] else {
      let value = try value(of: name)
      return ExplainedNode(name: name, value: ValueType.boolean.shown(value, texts), level: 1)
    }
    let step = plan.steps[place]
    let indicator = step.indicator
    var node = ExplainedNode(
      name: indicator.id, zh: indicator.zh, value: indicator.type.shown(try value(of: name), texts),
      level: indicator.level)
    let isMember = try isMember(indicator.population)
    if !isMember, let population = indicator.population { node.notes.append("不适用: it is about \(population) alone") }
    if !isMember, indicator.population == nil { node.notes.append("不适用: no customer of the bank") }
    if isNew(name), isMember {
      if try !isLongEnough(step) { node.notes.append("unknown: the rows of the fact begin after the window does") }
      switch step.source {
      case .aggregate(let place):
        try show(place, &node)
      case .change(let current, let base):
        node.parts = try [part("current", current), part("base", base)]
        if try recount(base).value.map({ $0 <= 0 }) ?? true { node.notes.append("unknown: the base is not above zero") }
      case .share(let part, let whole):
        node.parts = try [self.part("part", part), self.part("whole", whole)]
        if try recount(whole).value ?? 0 == 0 { node.notes.append("unknown: the whole is zero") }
      case .expression:
        if case .expression(let expression) = indicator.form {
          node.text = expression.description
          node.parts = try nodes(of: trace(expression))
        }
      }
    }
    return veiled(node, indicator.level, owner(of: step))
  }

  /// An expression itself: of a name alone what stands behind it.
  func steps(of trace: Trace) throws -> [ExplainedNode] {
    if case .name = trace.expression.form { return try nodes(of: trace) }
    return [try node(of: trace)]
  }

  /// What a step of an expression is made of: names with all that stands behind them, operations with their values.
  func nodes(of trace: Trace) throws -> [ExplainedNode] {
    switch trace.expression.form {
    case .literal: return []
    case .name("D"): return []
    case .name(let name): return [try node(of: name)]
    case .call(.if, _) where level(of: trace.expression) <= clearance:
      // The way that was not taken decides nothing; who may not know the condition is shown both.
      let taken = trace.parts[0].value == 1 ? trace.parts[1] : trace.parts[2]
      return try [trace.parts[0], taken].flatMap { try shown($0) }
    default:
      return try trace.parts.flatMap { try shown($0) }
    }
  }

  private func shown(_ part: Trace) throws -> [ExplainedNode] {
    if case .literal = part.expression.form { return [] }
    return try steps(of: part)
  }

  private func node(of trace: Trace) throws -> ExplainedNode {
    let level = level(of: trace.expression)
    var node = ExplainedNode(
      text: trace.expression.description, value: trace.expression.type.shown(trace.value, texts), level: level)
    if case .operation(.over, _, _) = trace.expression.form, trace.parts[1].value == 0 {
      node.notes.append("unknown: divided by zero")
    }
    node.parts = try nodes(of: trace)
    // Whom to ask for what is highest in it.
    let owners = trace.expression.names.filter { (indicator($0)?.level ?? 1) == level }.compactMap { plan.stepOf[$0] }
    return veiled(node, level, owners.first.flatMap { owner(of: plan.steps[$0]) })
  }

  /// The highest level of what an expression over customers reads.
  func level(of expression: Expression) -> Int { expression.names.compactMap { indicator($0)?.level }.max() ?? 1 }

  private func part(_ name: String, _ place: SemanticPlan.Place) throws -> ExplainedNode {
    let fact = plan.facts[place.fact]
    let slot = fact.slots[place.slot]
    let type = slot.measure.map { fact.measures[$0].type } ?? .integer
    let level = fact.level(of: slot)
    var node = ExplainedNode(name: name, value: type.shown(try recount(place).value, texts), level: level)
    try show(place, &node)
    return veiled(node, level, catalog.asset(fact.fact.asset)?.owner)
  }

  /// The aggregate's rule, and the rows that counted where this reader may know them.
  private func show(_ place: SemanticPlan.Place, _ node: inout ExplainedNode) throws {
    let fact = plan.facts[place.fact]
    let slot = fact.slots[place.slot]
    let level = fact.level(of: slot)
    let recount = try recount(place)
    node.text = fact.text(of: slot)
    let span = slot.window.days(on: date) ?? date...date
    let window = "\(slot.window.zh)\(slot.window.shift == .none ? "" : " \(slot.window.shift.rawValue)")"
    let days = slot.window.span == .all ? "up to \(span.upperBound)" : "\(span.lowerBound) to \(span.upperBound)"
    guard level <= clearance else {
      node.notes.append("\(window) \(days) of \(fact.fact.asset): its rows are of level \(level)\(ask(fact))")
      return
    }
    node.notes.append(
      "\(window) \(days): \(recount.rows.count) of \(recount.inWindow) rows of \(fact.fact.asset) in it count, \(recount.all) rows in all"
    )
    node.rows = try explained(recount.rows, fact, slot.measure.map { fact.measures[$0] })
  }

  private func ask(_ fact: FactPlan) -> String { fact.asset.owner.isEmpty ? "" : ", ask \(fact.asset.owner)" }

  func explained(_ rows: [EvidenceRow], _ fact: FactPlan, _ measure: Expression?) throws -> [ExplainedRow] {
    let files = try files(of: rows)
    // Those the value is made of.
    let columns = (measure?.names ?? []).compactMap { fact.fact.column($0) }.filter { $0.level <= clearance }
    return rows.map { row in
      var values: [String: String] = [:]
      for column in columns { values[column.id] = column.type.shown(row.columns[column.id] ?? nil, texts) }
      let day = Int32(exactly: row.day).map { BusinessDate(daysSince2000: $0).description } ?? ""
      if fact.fact.rows == .happened, fact.fact.time != nil { values["day"] = day }
      let file = files[row.batch]
      return ExplainedRow(
        asset: fact.fact.asset, date: file?.date ?? "", batch: row.batch, file: file?.file ?? "", line: row.line,
        values: values)
    }
  }

  /// What is above the reader's clearance shows that it is, and whom to ask; what stands below it may still be seen.
  func veiled(_ node: ExplainedNode, _ level: Int, _ owner: String?) -> ExplainedNode {
    guard level > clearance else { return node }
    var veiled = node
    veiled.value = ExplainedNode.veil
    veiled.isWithheld = true
    veiled.notes = veiled.notes.filter { $0.contains("its rows are of level") }
    veiled.rows = []
    let approver = catalog.policies.approver
    veiled.ask = [owner, approver.isEmpty ? nil : "审批 \(approver)"].compactMap { $0?.isEmpty == false ? $0 : nil }
      .joined(separator: "；")
    return veiled
  }

  private func owner(of step: SemanticPlan.Step) -> String? {
    guard let fact = plan.groups[step.group].fact, let asset = catalog.definitions.fact(fact)?.asset else {
      return plan.groups[step.group].owner
    }
    return catalog.asset(asset)?.owner
  }
}

extension FactPlan {
  /// The highest level of what an aggregate reads of its rows: who may see all of it may see which rows counted.
  func level(of slot: Slot) -> Int {
    let read = [fact.filter, slot.filter.map { filters[$0] }, slot.measure.map { measures[$0] }].compactMap(\.self)
    let names = read.flatMap(\.names) + [fact.time].compactMap(\.self)
    return names.map { name in
      // A token is as sensitive as what it stands for.
      fact.column(name)?.level ?? fact.columns.first { FactPlan.token($0.id) == name }?.level ?? 1
    }.max() ?? 1
  }

  /// `sum(amount_cny) of posting where dc_flag = 'C'`
  func text(of slot: Slot) -> String {
    let measure = slot.measure.map { "(\(measures[$0]))" } ?? ""
    let conditions = [fact.filter, slot.filter.map { filters[$0] }].compactMap { $0?.description }
    return "\(slot.kind.rawValue)\(measure) of \(fact.id)"
      + (conditions.isEmpty ? "" : " where " + conditions.joined(separator: " and "))
  }
}

extension ValueType {
  /// In words; what is not known says so.
  func shown(_ value: Int64?, _ texts: TextPool) -> String { value.map { text($0, texts) } ?? "unknown" }
}
