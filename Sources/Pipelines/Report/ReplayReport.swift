import Catalog
package import Tabular

/// What a replay did, as people and programs read it.
package struct ReplayReport: Encodable, Sendable {
  struct Moved: Encodable, Sendable {
    var rows: Int
    var item: String?
    var rule: String
    /// `comes in`, `remains` or `goes out`.
    var becomes: String
  }

  struct Terms: Encodable, Sendable {
    var loaded: Int
    var rejected: Int
    var duplicate: Int
    var filtered: Int

    init(_ equation: Equation) {
      (loaded, rejected) = (equation.rows.loaded, equation.rows.rejected)
      (duplicate, filtered) = (equation.rows.duplicate, equation.rows.filtered)
    }
  }

  var formatVersion = "1.0"
  var command = "rejects replay"
  var feed: String
  var date: String
  var outcome: String
  var exit: Int
  var file: String
  /// How it stood before: `published` or `refused`; nil where it had not come.
  var stood: String?
  var moved: [Moved]
  var before: Terms?
  var after: Terms?
  var closed: Bool?
  /// What has to be worked out again, and how.
  var overtaken: String?
  var problem: String?
  var hint: String?

  private let items: [String]
  private let title: String
  /// What stopped it.
  package let diagnostic: Diagnostic?

  private enum CodingKeys: String, CodingKey {
    case formatVersion, command, feed, date, outcome, exit, file, stood, moved, before, after, closed, overtaken,
      problem, hint
  }

  package init(_ replay: Replay, in project: Project) {
    feed = replay.feed
    date = replay.date.description
    file = replay.file
    stood = replay.file.isEmpty ? nil : replay.wasRefused ? "refused" : "published"
    exit = Int(replay.exit.rawValue)
    title = "\(replay.feed) \(replay.zh) \(replay.date)" + (replay.file.isEmpty ? "" : "  \(replay.file)")
    switch replay.ending {
    case .nothingRejected: (outcome, diagnostic) = ("nothing rejected", nil)
    case .unchanged: (outcome, diagnostic) = ("unchanged", nil)
    case .rehearsed: (outcome, diagnostic) = ("would publish", nil)
    case .published: (outcome, diagnostic) = ("published", nil)
    case .unpublished(let why): (outcome, diagnostic) = ("not published", why)
    case .gone(let why): (outcome, diagnostic) = ("gone", why)
    case .refused(let why): (outcome, diagnostic) = ("refused", why)
    }
    problem = diagnostic.map { "\($0.location): \($0.message)" }
    hint = diagnostic?.hint
    let sorted = { (reasons: [RejectsMoved.Reason: Int], becomes: String) in
      reasons.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
        Moved(rows: $0.value, item: $0.key.item, rule: $0.key.rule, becomes: becomes)
      }
    }
    let moves = replay.moved
    moved =
      sorted(moves?.comingIn ?? [:], "comes in") + sorted(moves?.goingOut ?? [:], "goes out")
      + sorted(moves?.remaining ?? [:], "remains")
    let asset = project.feed(replay.feed).flatMap { project.catalog.asset($0.asset) }
    items = moved.map { RejectWords.item($0.item, of: asset) }
    before = replay.before.map(Terms.init)
    after = replay.after.map(Terms.init)
    closed = replay.after?.isClosed
    overtaken = replay.overtaken.map {
      "granary semantics rebuild --from \($0.lowerBound) --to \($0.upperBound) --all --known-now --because … --approved-by …"
    }
  }

  package var lines: [String] {
    if diagnostic != nil, moved.isEmpty { return [] }
    var lines = [title]
    if !moved.isEmpty {
      var table = TextTable([.right, .left, .left, .left])
      table.add(["rows", "item", "rule", "becomes"])
      for (move, item) in zip(moved, items) { table.add([move.rows.grouped, item, move.rule, move.becomes]) }
      lines += table.lines
    }
    if let before, let after, outcome != "unchanged" {
      var table = TextTable([.left, .right, .right, .right, .right, .left])
      table.add(["", "loaded", "rejected", "duplicate", "filtered", "equation"])
      table.add(cells(stood == "refused" ? "refused" : "before", before) + [""])
      table.add(cells("after", after) + [closed == true ? "closed" : "open"])
      lines += table.lines
    }
    switch outcome {
    case "nothing rejected": lines.append("It has no rejects: nothing to do.")
    case "unchanged": lines.append("None of its rejects is clean by today's catalog: nothing was done.")
    case "would publish": lines.append("A dry run: nothing was changed.")
    case "published" where stood == "refused": lines.append("Published; its refusal stays in the ledger.")
    case "published": lines.append("Published; what stood there before stays in the ledger.")
    default: break
    }
    if let overtaken {
      lines.append("Worked out from what was there before, and published so; to work it out again:")
      lines.append("    " + overtaken)
    }
    return lines
  }

  private func cells(_ name: String, _ terms: Terms) -> [String] {
    [name] + [terms.loaded, terms.rejected, terms.duplicate, terms.filtered].map(\.grouped)
  }
}
