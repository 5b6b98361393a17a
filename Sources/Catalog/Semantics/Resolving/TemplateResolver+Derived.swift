import Tabular

/// 环比, 同比 and 占比 of what a template has.
extension TemplateResolver {
  func derive(_ derived: TemplateDeclaration.Derived) -> [Expanded] {
    let role = "\(subject): \(derived.kind.rawValue)"
    var whole: Int?
    if let of = derived.of {
      whole = template.filters.firstIndex { $0.id.value == of.value }
      if whole == nil {
        findings.error(
          at: of.location, "\(role): there is no filter “\(of.value.prefix(40))”",
          hint: "one of: \(template.filters.map(\.id.value).joined(separator: ", "))")
        return []
      }
    }
    guard let chosen = matrix.choose(derived.selection, derived.kind.rawValue) else { return [] }
    guard checkNumbers(derived, role), checkShifts(derived, role) else { return [] }
    let made = matrix.cells.filter { cell in
      chosen.contains(cell) && cell.filter != whole && isNumber(cell.measure) && shifts(cell.window, derived.kind)
    }
    if made.isEmpty, isSound {
      findings.error(at: derived.selection.location, "\(role) derives nothing", hint: "delete it")
    }
    return made.compactMap { derive($0, derived, whole) }
  }

  private func derive(
    _ cell: TemplateMatrix.Cell, _ derived: TemplateDeclaration.Derived, _ whole: Int?
  ) -> Expanded? {
    guard var base = expand(cell), let current = aggregate(cell) else { return nil }
    switch derived.kind {
    case .mom, .yoy:
      guard let before = aggregate(cell, derived.kind == .mom ? .previous : .yearBefore) else { return nil }
      base.indicator.form = .change(current: current, base: before)
    case .share:
      guard let whole else { return nil }
      let other = TemplateMatrix.Cell(measure: cell.measure, filter: whole, window: cell.window)
      guard let total = aggregate(other) else { return nil }
      base.indicator.form = .share(part: current, whole: total)
      base.indicator.level = max(base.indicator.level, tests[whole]?.level ?? 1)
      base.rows.add(tests[whole], template.filters[whole].test, of: fact.scope)
    }
    base.indicator.id += "__\(derived.kind.rawValue)"
    base.indicator.zh += derived.zh
    base.indicator.unit = "%"
    base.indicator.type = .decimal(scale: 6)
    // A change or share of amounts is as they are: with one that is known it gives the others.
    base.codes = nil
    return base
  }

  private func isNumber(_ measure: Int) -> Bool { measures[measure].map { $0.type.scale != nil } ?? false }

  /// Whether the window has one before it, or a year before it, to be compared with.
  private func shifts(_ window: Int, _ kind: TemplateDeclaration.Derivation) -> Bool {
    guard kind == .mom else { return true }
    return Window(template.windows[window].value.span, .previous).days(on: BusinessDate(daysSince2000: 0)) != nil
  }

  private func checkNumbers(_ derived: TemplateDeclaration.Derived, _ role: String) -> Bool {
    var isSound = true
    for name in derived.selection.measures ?? [] {
      guard let index = template.measures.firstIndex(where: { $0.id.value == name.value }),
        let measure = measures[index], measure.type.scale == nil
      else { continue }
      isSound = false
      findings.error(
        at: name.location, "\(role): \(name.value) is \(measure.type.noun)", hint: "only numbers have ratios")
    }
    return isSound
  }

  private func checkShifts(_ derived: TemplateDeclaration.Derived, _ role: String) -> Bool {
    var isSound = true
    for name in derived.selection.windows ?? [] {
      guard let index = template.windows.firstIndex(where: { $0.value.word == name.value }),
        !shifts(index, derived.kind)
      else { continue }
      isSound = false
      findings.error(
        at: name.location, "\(role): \(name.value) has no span before it to be compared with", hint: "take yoy, or mtd")
    }
    return isSound
  }
}
