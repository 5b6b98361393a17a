import Catalog
import Tabular

/// Turns what items and standards demand of the row, and what they advise, into checks.
struct CheckCompiler {
  let asset: Asset
  let businessDate: BusinessDate
  private(set) var demands: [Check] = []
  private(set) var advice: [Check] = []
  private(set) var periods: [Period] = []
  private(set) var exemptions: [Exemption] = []
  /// What the counters of advice count: the item and the advice's name.
  private(set) var counters: [(item: Int, name: String)] = []

  init(asset: Asset, businessDate: BusinessDate) {
    self.asset = asset
    self.businessDate = businessDate
  }

  /// - Parameter choices: the steps that the item's choice leads to, each with its standard.
  mutating func add(
    _ item: Item, at index: Int, choices: [(step: Int, standard: Standard)], _ compiler: inout StepCompiler
  ) {
    if let codes = item.codes, item.codePrefix != nil || item.codesDay != .businessDate {
      let lookup = CodeLookup(codes, prefix: item.codePrefix, day: item.codesDay)
      demands.append(codeCheck(lookup, item: index, &compiler.lookups))
    }
    if let currency = item.minorUnitBy, let check = minorUnit(item, index, currency, &compiler.lookups) {
      demands.append(check)
    }
    add(item.advice, item.exceptions, item: index, step: index, isChosen: false, &compiler)
    for (step, standard) in choices {
      add(standard.advice, standard.exceptions, item: index, step: step, isChosen: true, &compiler)
    }
  }

  /// - Parameter isChosen: whether the step is one that a choice leads to, and the others are none of its business.
  private mutating func add(
    _ advice: [Advice], _ exceptions: [LegalException], item: Int, step: Int, isChosen: Bool,
    _ compiler: inout StepCompiler
  ) {
    let only = Int32(isChosen ? step : -1)
    for advice in advice {
      var check = advised(advice, item, scale: Int(compiler.steps[step].scale), &compiler)
      check.step = only
      check.counter = counter(item, advice.name)
      self.advice.append(check)
    }
    let signed = exceptions.filter { businessDate <= $0.until }
    guard !signed.isEmpty else { return }
    let values = signed.flatMap(\.values).sorted()
    exemptions.append(
      Exemption(
        values: compiler.lookups.table(values.map { ($0, $0, 0) }),
        hashes: Set(signed.flatMap(\.hashes).compactMap { Fingerprint(hex: $0)?.bytes }),
        tokens: Set(signed.flatMap(\.tokens))))
    compiler.steps[step].exemption = Int32(exemptions.count - 1)
    self.advice.append(
      Check(kind: .exception, item: Int32(item), step: only, counter: counter(item, "exception")))
  }

  private mutating func advised(
    _ advice: Advice, _ item: Int, scale: Int, _ compiler: inout StepCompiler
  ) -> Check {
    switch advice.test {
    case .codes(let lookup): return codeCheck(lookup, item: item, &compiler.lookups)
    case .rule(let rule): return Check(kind: .rule, item: Int32(item), rule: RuleForm(rule))
    case .bounds(let minimum, let maximum):
      var check = Check(kind: .bounds, item: Int32(item))
      check.minimum = minimum.map { StepCompiler.bound($0, scale: scale, rounding: .up) } ?? .min
      check.maximum = maximum.map { StepCompiler.bound($0, scale: scale, rounding: .down) } ?? .max
      return check
    }
  }

  private mutating func codeCheck(_ lookup: CodeLookup, item: Int, _ lookups: inout LookupBuilder) -> Check {
    var check = Check(kind: .codes, item: Int32(item))
    check.prefix = Int32(lookup.prefix ?? 0)
    switch lookup.day {
    case .businessDate: break
    case .sinceBirth: (check.other, check.isSince) = (Check.birth, true)
    case .on(let id): check.other = place(of: id)
    case .since(let id): (check.other, check.isSince) = (place(of: id), true)
    }
    var keys: [(key: String, canonical: String, tag: Int32)] = []
    var last: [String: Int] = [:]
    // Of a table with codes of several lengths, a beginning is one of those as long.
    for value in lookup.table.values where lookup.prefix == nil || value.code.count == lookup.prefix {
      if let before = last[value.code] {
        periods[before].next = Int32(periods.count)
      } else {
        keys.append((value.code, value.code, Int32(periods.count)))
      }
      last[value.code] = periods.count
      periods.append(
        Period(from: value.from?.daysSince2000 ?? .min, to: value.to?.daysSince2000 ?? .max))
    }
    check.table = lookups.table(keys)
    if let length = lookup.table.covers.first?.count {
      check.coverLength = Int32(length)
      check.covers = lookups.table(lookup.table.covers.map { ($0, $0, 0) })
    }
    return check
  }

  /// Nil where the amounts have no places that a currency's smallest unit could be too large for.
  private func minorUnit(_ item: Item, _ index: Int, _ currency: String, _ lookups: inout LookupBuilder) -> Check? {
    guard case .decimal(_, let scale) = item.type, let codes = asset.item(currency)?.codes else { return nil }
    let coarse = codes.values.filter { $0.isValid(on: businessDate) && $0.minor.map { $0 < scale } == true }
    if coarse.isEmpty { return nil }
    var check = Check(kind: .minorUnit, item: Int32(index))
    check.other = place(of: currency)
    check.table = lookups.table(coarse.map { ($0.code, $0.code, Int32(scale - $0.minor!)) })
    return check
  }

  private func place(of id: String) -> Int32 {
    guard let index = asset.items.firstIndex(where: { $0.id == id }) else {
      preconditionFailure("a check names items of its asset only")
    }
    return Int32(index)
  }

  /// Two advices of one name, of standards that a choice leads to, count together.
  private mutating func counter(_ item: Int, _ name: String) -> Int32 {
    if let known = counters.firstIndex(where: { $0.item == item && $0.name == name }) { return Int32(known) }
    counters.append((item, name))
    return Int32(counters.count - 1)
  }
}
