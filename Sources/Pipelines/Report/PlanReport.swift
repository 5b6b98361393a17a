import Catalog
import Tabular
package import Warehouse

/// A plan in words: what changes in shape, access and wording, who loses or gains what, and what is due afterwards.
package struct PlanReport: Sendable {
  let plan: CatalogPlan

  package init(_ plan: CatalogPlan, project: Project) { self.plan = plan }

  package var lines: [String] {
    var lines = ["Plan \(plan.id.short): catalog \(plan.from?.short ?? "none") -> \(plan.to.short)"]
    if plan.isEmpty { lines.append("Nothing changes: no table, no reader, no word.") }
    for change in plan.changes { lines += text(of: change) }
    if !plan.readerChanges.isEmpty { lines += ["readers"] + plan.readerChanges.map { "  " + $0 } }
    let losses = plan.changes.flatMap(\.security)
    if !plan.isEmpty, losses.isEmpty { lines.append("Nobody loses or gains anything that exists.") }
    lines += plan.refusals.map(\.description)
    lines += plan.dependants.map { "\($0): error: this view of somebody else reads what would change" }
    return lines
  }

  private func text(of change: AssetChange) -> [String] {
    let sign =
      switch change.kind {
      case .add: "+"
      case .drop: "-"
      default: "~"
      }
    var lines = ["\(sign) \(change.asset) \(change.zh)   \(change.kind.rawValue)   \(change.location)"]
    lines += change.shape.map { "  shape    \($0)" }
    if change.kind == .add, let after = change.after {
      for mart in 1...4 {
        let (raw, masked) = after.items.reduce(into: (0, 0)) { counts, item in
          switch item.visibility(at: mart) {
          case .raw: counts.0 += 1
          case .masked: counts.1 += 1
          case .withheld: break
          }
        }
        let shown = raw + masked
        lines.append(
          "  access   \(shown == 0 ? " " : "+") mart_l\(mart).\(after.table)  "
            + (shown == 0 ? "none: nothing here is level \(mart) or below" : "\(shown) items, \(masked) of them masked")
        )
      }
    }
    for security in change.security {
      let who = security.logins.isEmpty ? "" : "   \(security.logins.joined(separator: ", "))"
      lines.append(
        "  security mart_l\(security.mart)  \(security.item) \(security.zh)  reads \(security.before) -> reads "
          + "\(security.after)\(security.isGain ? "  GAINS" : "")\(who)")
    }
    if change.comments > 0 { lines.append("  wording  \(change.comments) comments") }
    return lines
  }

  /// For `--json`.
  package struct Object: Encodable {
    struct Change: Encodable {
      var asset: String
      var zh: String
      var kind: String
      var shape: [String]
      var security: [String]
      var comments: Int
    }
    var formatVersion = "1.0"
    var command = "plan"
    var plan: String
    var from: String?
    var to: String
    var changes: [Change]
    var readers: [String]
    var refusals: [String]
    var dependants: [String]
  }

  package var object: Object {
    Object(
      plan: plan.id.short, from: plan.from?.description, to: plan.to.description,
      changes: plan.changes.map { change in
        Object.Change(
          asset: change.asset, zh: change.zh, kind: change.kind.rawValue, shape: change.shape,
          security: change.security.map { "mart_l\($0.mart) \($0.item) \($0.before) -> \($0.after)" },
          comments: change.comments)
      }, readers: plan.readerChanges, refusals: plan.refusals.map(\.description), dependants: plan.dependants)
  }
}
