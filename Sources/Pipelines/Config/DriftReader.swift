import Catalog
import Feeds

/// Reads `drift:`, what becomes of a delivery that is not as its feed declares it.
struct DriftReader {
  let findings: Findings
  let file: LocatedMapping
  /// Of the form, before its drift is known.
  let shape: FeedForm.Shape?

  /// `drift: refuse`, or `drift: { otherwise: quarantine, order: by name, additions: [备注] }`.
  func read() -> Drift {
    let hint = "write drift: refuse, drift: quarantine, or drift: { otherwise: refuse, additions: [NAME] }"
    guard let node = file.required("drift", hint: hint) else { return Drift() }
    guard case .mapping = node.content else {
      return Drift(answer: file.requiredWord("drift", as: Drift.Answer.self)?.value ?? .refuse)
    }
    guard let mapping = node.mapping(file.about("drift"), findings) else { return Drift() }
    defer { mapping.finish() }
    let answer = mapping.optionalWord("otherwise", as: Drift.Answer.self)
    let order = mapping.optionalWord("order", as: Drift.Order.self)
    let additions = mapping.optionalTexts("additions") ?? []
    check(order, additions)
    return Drift(
      answer: answer?.value ?? .refuse, order: order?.value ?? .declared, additions: additions.map(\.value))
  }

  private func check(_ order: Located<Drift.Order>?, _ additions: [Located<String>]) {
    guard let shape else { return }
    let (hasNames, isJSON) =
      switch shape {
      case .delimited(let form): (form.hasHeader, false)
      case .jsonLines, .jsonPages: (true, true)
      case .fixedWidth: (false, false)
      }
    if let order, isJSON || !hasNames {
      findings.error(
        at: order.location,
        file.about(
          isJSON ? "drift: members of JSON are found by their names always" : "drift: the file names no columns"),
        hint: isJSON ? "take order: away" : "write header: true where its first line names them, or take order: away")
    }
    if let first = additions.first, !hasNames {
      findings.error(
        at: first.location, file.about("drift: the file names no columns, so none can be skipped by its name"),
        hint: "declare it among columns: without an item, as NAME: {}")
    }
    for name in additions where shape.columns.contains(name.value) {
      findings.error(
        at: name.location, file.about("drift: \(name.value.prefix(40)) is declared among columns already"),
        hint: "take it away here or there")
    }
  }
}

extension FeedForm.Shape {
  fileprivate var columns: [String] { FeedForm(encoding: .utf8, compression: .none, shape: self).columns }
}
