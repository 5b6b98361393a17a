import Crypto
package import Tabular

/// What of an asset changed: its tables, its readers, its values or only its words. Four digests, each blind to the
/// other three, so that a plan can say what an edit costs.
package struct AssetFingerprints: Hashable, Sendable {
  /// Table, columns, key, how rows are kept and joined: a change rebuilds.
  package var shape: Fingerprint
  /// Levels, masks, branch scope: a change regrants.
  package var access: Fingerprint
  /// Normalizers, formats, rules, codes, bounds: a change lets other values in from the next batch on.
  package var cleaning: Fingerprint
  /// Names, meanings, owners: a change rewords comments.
  package var wording: Fingerprint
}

extension Asset {
  package var fingerprints: AssetFingerprints {
    AssetFingerprints(
      shape: digest(shapeFacts), access: digest(accessFacts), cleaning: digest(cleaningFacts),
      wording: digest(wordingFacts))
  }

  private var shapeFacts: [String] {
    var facts = [table, keeps.rawValue] + key + [party ?? ""]
    if volume == .small { facts.append("small") }
    for one in identifies { facts += [one.party, one.name, one.isCustomer ? "" : "any party"] + one.by }
    if !derives.isEmpty { facts.append(derives.text) }
    for stored in storedColumns {
      facts += [stored.column.name, stored.column.type.description, stored.column.isOptional ? "optional" : "required"]
    }
    for item in items {
      if let reference = item.references { facts += [item.id, "references", reference.asset, reference.item] }
      if let scheme = item.identifies { facts += [item.id, "identifies", scheme] }
    }
    return facts
  }

  private var accessFacts: [String] {
    [branch ?? ""]
      + items.flatMap { item in
        [item.id, String(item.level), item.mask?.description ?? ""] + (item.shown.map { ["shown"] + $0.facts } ?? [])
      }
  }

  private var cleaningFacts: [String] {
    items.flatMap { item in
      var facts = [item.id, item.empty == nil ? "required" : "optional"]
      facts += ItemCleaning(item).facts
      if let choice = item.choice {
        facts += ["choice", choice.by]
        for (code, standard) in choice.standards.sorted(by: { $0.key < $1.key }) {
          facts += [code] + ItemCleaning(standard).facts
        }
      }
      if let codes = item.codes {
        facts += codes.facts
        facts += codes.also.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
        if let prefix = item.codePrefix { facts += ["prefix", String(prefix)] }
        facts += item.codesDay.facts
      }
      // What few items have adds nothing to the facts of the others, whose fingerprints stay as they are.
      if let currency = item.minorUnitBy { facts += ["minor unit", currency] + minorUnits(of: currency) }
      if let shown = item.shown { facts += ["shown"] + shown.facts }
      return facts
    }
  }

  private func minorUnits(of currency: String) -> [String] {
    item(currency)?.codes?.values.flatMap { value in value.minor.map { [value.code, String($0)] } ?? [] } ?? []
  }

  private var wordingFacts: [String] {
    let own = [
      id, zh, category, meaning, grain, frequency, owner, source.from, String(source.isExternal), source.system,
      business, retention, remark,
    ]
    return own
      + items.flatMap { item in
        [
          item.id, item.zh, item.meaning, item.unit ?? "", item.owner, item.empty ?? "", item.standard?.id ?? "",
          item.standard?.zh ?? "", item.codes?.id ?? "",
        ] + (item.codes?.values.flatMap { [$0.code, $0.zh] } ?? [])
      }
  }

  /// Each fact with its length before it, so that no two lists of facts look alike.
  private func digest(_ facts: [String]) -> Fingerprint {
    var hash = SHA256()
    for fact in facts { hash.update(data: Array("\(fact.utf8.count):\(fact)".utf8)) }
    return Fingerprint(hash.finalize())
  }
}

/// The part of an item or a standard that decides which values come through, and how they look then.
private struct ItemCleaning {
  var facts: [String]

  init(_ item: Item) {
    facts = ItemCleaning.facts(
      item.normalizers, item.format, item.rule, item.patterns, item.minimum, item.maximum)
    facts += item.advice.flatMap(\.facts) + item.exceptions.flatMap(\.facts)
  }

  init(_ standard: Standard) {
    facts = ItemCleaning.facts(
      standard.normalizers, standard.format, standard.rule, standard.patterns, standard.minimum, standard.maximum)
    facts += standard.advice.flatMap(\.facts) + standard.exceptions.flatMap(\.facts)
  }

  private static func facts(
    _ normalizers: [Normalizer], _ format: Format?, _ rule: Rule?, _ patterns: [TimePattern], _ minimum: Amount?,
    _ maximum: Amount?
  ) -> [String] {
    ["normalizers"] + normalizers.map(\.rawValue) + ["patterns"] + patterns.map(\.rawValue)
      + [
        format?.description ?? "", rule?.rawValue ?? "", minimum?.description ?? "", maximum?.description ?? "",
      ]
  }
}

extension CodeTable {
  /// Which codes hold when.
  fileprivate var facts: [String] {
    values.flatMap { [$0.code, $0.from?.description ?? "", $0.to?.description ?? ""] }
  }
}

extension CodeLookup.Day {
  /// None of the business date, which is what most codes are looked up by.
  fileprivate var facts: [String] {
    switch self {
    case .businessDate: []
    case .on(let item): ["as of", item]
    case .since(let item): ["since", item]
    case .sinceBirth: ["since", AdviceDeclaration.birth]
    }
  }
}

extension Item.Shown {
  fileprivate var facts: [String] { [by] + codes.sorted() }
}

extension Advice {
  /// Advice lets no value in or out, and decides what is counted.
  fileprivate var facts: [String] {
    switch test {
    case .codes(let lookup):
      let day = lookup.day.facts.joined(separator: " ")
      return ["advises", name, lookup.prefix.map(String.init) ?? "", day] + lookup.table.covers + lookup.table.facts
    case .rule: return ["advises", name]
    case .bounds(let minimum, let maximum):
      return ["advises", name, minimum?.description ?? "", maximum?.description ?? ""]
    }
  }
}

extension LegalException {
  fileprivate var facts: [String] {
    ["exception", id, until.description] + values.sorted() + hashes.sorted() + tokens.sorted().map(String.init)
  }
}
