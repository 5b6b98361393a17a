import Tabular

/// All indicators by name, as expressions over customers read them. What one is worked out of is resolved when it is
/// first asked for; a circle is reported and everything in it is broken.
final class IndicatorBook: ExpressionScope {
  let levels: DerivedLevels
  let findings: Findings
  private(set) var entries: [String: Entry] = [:]
  private(set) var populations: [Population] = []
  /// What could not be understood begins so; asking for it is no second error.
  private var brokenPrefixes: [String] = []
  private var isPartial = false
  /// What is being resolved, outermost first.
  private var path: [String] = []
  /// What was found to read itself, each told once.
  private var circular: Set<String> = []
  /// Why counts are not lowered, each told once and not of every window.
  var told: Set<String> = []

  init(levels: DerivedLevels, findings: Findings) {
    self.levels = levels
    self.findings = findings
  }

  /// The number of a new group.
  func add(_ population: Population) -> Int {
    populations.append(population)
    return populations.count - 1
  }

  func add(_ id: String, _ entry: Entry, _ subject: String) {
    if let first = entries[id] {
      findings.error(
        at: entry.location, "\(subject): indicator \(id) is there already", hint: "the first is at \(first.location)")
      return
    }
    if id.utf8.count > 63 {
      findings.error(
        at: entry.location, "\(subject): indicator \(id) has \(id.utf8.count) bytes, a column's name has at most 63",
        hint: "shorten the names it is made of")
    }
    entries[id] = entry
  }

  func noteBroken(_ prefix: String) { brokenPrefixes.append(prefix) }
  func noteUnreadable() { isPartial = true }

  // MARK: What expressions over customers may name

  var kind: String { "indicator, nor one of person, company, served" }
  var names: [String] { Array(entries.keys) + CustomerNames.attributes }

  func find(_ name: String) -> FoundName {
    if CustomerNames.attributes.contains(name) { return .value(NamedValue(type: .boolean, level: 1)) }
    guard let entry = entries[name] else {
      return isPartial || brokenPrefixes.contains { name.hasPrefix($0) } ? .broken : .unknown
    }
    resolve(entry, name)
    return entry.value.map { .value($0) } ?? .broken
  }

  func origin(of name: String) -> NameOrigin? {
    guard let entry = entries[name] else { return nil }
    return entry.rows.map { .rows($0) } ?? entry.expression.map { .expression($0) }
  }

  // MARK: Resolving

  /// Everything, in order of name, so that messages come out the same every time.
  func resolveAll() {
    for population in populations { resolve(population) }
    for name in entries.keys.sorted() { _ = find(name) }
  }

  private func resolve(_ entry: Entry, _ name: String) {
    guard enter(entry.state, name, entry.location) else { return }
    entry.state = .active
    defer {
      entry.state = .done
      path.removeLast()
    }
    let population = populations[entry.group]
    resolve(population)
    guard let about = population.resolved else { return }
    var value: NamedValue
    switch entry.source {
    case .template(let known): value = known
    case .composite(let written, let subject):
      let resolver = ExpressionResolver(findings: findings)
      guard let resolved = resolver.resolve(written, in: self, subject), let written else { return }
      entry.expression = resolved.expression
      value = NamedValue(type: resolved.expression.type, level: resolved.level)
      if value.type == .timestamp {
        return findings.error(
          at: written.location, "\(subject): an indicator is no time of day", hint: "count days or hours with it")
      }
    case .made(let make):
      guard let resolved = make(self) else { return }
      entry.expression = resolved.expression
      value = NamedValue(type: resolved.expression.type, level: resolved.level)
    }
    (value.level, entry.rule) = lowered(entry, name, value, about)
    entry.value = value
  }

  private func resolve(_ population: Population) {
    guard enter(population.state, population.name, population.location) else { return }
    population.state = .active
    defer {
      population.state = .done
      path.removeLast()
    }
    guard let written = population.written else {
      population.resolved = .init(expression: .served, level: 1)
      return
    }
    population.resolved = ExpressionResolver(findings: findings).resolve(
      written, in: self, population.name, wanted: .condition)
  }

  /// True where it is to be resolved now; then it is on the path.
  private func enter(_ state: State, _ name: String, _ location: SourceLocation) -> Bool {
    switch state {
    case .done: return false
    case .active:
      guard circular.insert(name).inserted else { return false }
      let circle = path[(path.lastIndex(of: name) ?? 0)...] + [name]
      findings.error(
        at: location, "\(name) reads itself: \(circle.joined(separator: " → "))",
        hint: "take one of them out of the circle")
      return false
    case .waiting:
      path.append(name)
      return true
    }
  }
}

extension Expression {
  /// Whom definitions are about that do not say it: who has been a customer.
  static let served = Expression(.name("served"), .boolean)
}
