import Tabular

/// Definitions as people read them, in the words of the catalog: equal texts, equal definitions.
extension Aggregate: CustomStringConvertible {
  /// `sum amount_cny of posting where dc_flag = 'C', d30`
  package var description: String {
    [kind.rawValue, of?.description, "of", fact, filter.map { "where \($0)" }].compactMap(\.self).joined(separator: " ")
      + ", \(window)"
  }
}

extension Indicator.Form: CustomStringConvertible {
  package var description: String {
    switch self {
    case .aggregate(let aggregate, let zeroWhenEmpty): "\(aggregate)\(zeroWhenEmpty ? ", else 0" : "")"
    case .change(let current, let base): "change of \(current), from \(base)"
    case .share(let part, let whole): "share of \(part), in \(whole)"
    case .expression(let expression): expression.description
    }
  }
}

extension KPI.Term: CustomStringConvertible {
  package var description: String {
    switch self {
    case .rows(let aggregate): aggregate.description
    case .customers(let condition): "customers with \(condition)"
    case .total(let number): "total of \(number)"
    }
  }
}

extension Label.Rule: CustomStringConvertible {
  package var description: String {
    switch self {
    case .test(let id, let test): "\(id): \(test)"
    case .all(let rules): "all(\(rules.map(\.description).joined(separator: "; ")))"
    case .any(let rules): "any(\(rules.map(\.description).joined(separator: "; ")))"
    case .not(let rule): "not(\(rule))"
    }
  }
}

extension Label.Form: CustomStringConvertible {
  package var description: String {
    switch self {
    case .rule(let rule): return rule.description
    case .values(let values, let hysteresis):
      let text = values.map { "\($0.code): \($0.test?.description ?? "else")" }.joined(separator: "; ")
      guard let hysteresis else { return text }
      let own = hysteresis.downAfterMonthsByValue.sorted { $0.key < $1.key }.map { ", \($0.key) \($0.value)" }
      return text + "; down after \(hysteresis.downAfterMonths) months" + own.joined()
    case .watch(let of, let values, let hysteresis):
      return "watch of \(of): \(Label.Form.values(values, hysteresis))"
    case .bucket(let of, let edges): return "\(of) at \(edges.map(\.description).joined(separator: ", "))"
    case .matrix(let fact, let key, let filter, let over, let item, _):
      return "each \(over).\(item) by \(key) of \(fact)" + (filter.map { " where \($0)" } ?? "")
    }
  }
}

extension Opportunity.Limits: CustomStringConvertible {
  package var description: String {
    "not again for \(dedupe)d, not within \(cooldown)d of any other, at most \(mostOpen) open, open for \(expires)d"
  }
}

extension Fact {
  /// Everything about its rows and the columns called `names`, by which expressions over them mean what they mean.
  func text(reading names: Set<String>) -> String {
    let read = columns.filter { names.contains($0.id) || $0.id == organisation }.map { column in
      let source =
        switch column.source {
        case .item: "item"
        case .money(let amount, let currency, let rate): "\(amount) in \(currency) at \(rate.rawValue)"
        case .lookup(let asset, let item, let by): "\(asset).\(item) by \(by)"
        }
      return "\(column.id) \(column.type.word) \(source)"
    }
    let head = "\(id): \(asset) \(rows.rawValue) by \(time ?? "-")\(isLatest ? " latest" : "")"
    return ([head, "where \(filter?.description ?? "-")", "of \(organisation ?? "-")"] + read).joined(separator: "\n")
  }
}
