import Catalog
import Cleansing
import Feeds
import Tabular

/// Reads one file of `Pipelines/`: a feed, checked against the asset it fills. Everything wrong comes out together.
struct FeedReader {
  let catalog: DataCatalog
  let night: Night
  let findings: Findings

  /// Nil where something is missing without which there is no feed; the findings say what.
  func feed(from root: LocatedNode) -> Feed? {
    guard let file = root.mapping("", findings) else { return nil }
    defer { file.finish() }
    guard let id = file.requiredText("feed"), let zh = file.requiredText("zh") else { return nil }
    file.subject = "\(id.value) \(zh.value)"
    let asset = asset(file)
    let sender = file.requiredMapping("sender").flatMap(sender)
    let (arrival, source) = file.requiredMapping("arrives").map { self.arrival($0, control: file) } ?? (nil, nil)
    let schedule = file.requiredMapping("due").flatMap(schedule)
    let brings = file.requiredWord("brings", as: Feed.Brings.self)
    let gates = file.requiredMapping("gates").map(GateReader(asset: asset, findings: findings).gates)
    _ = file.requiredWord("drift", as: Drift.self)
    let form = file.requiredMapping("form")
    let columns = file.requiredMapping("columns")
    let constants = file.optionalMapping("constants")
    for key in ["change", "filter", "balance", "control"] { _ = file.optional(key) }
    guard let asset, let form, let columns else { return nil }
    let reader = ColumnsReader(asset: asset, isFixedWidth: form.optional("width") != nil, findings: findings)
    let read = reader.columns(columns, constants: constants)
    let change = self.change(file, brings, columns: read.names, keeps: asset.keeps)
    let filter = self.filter(file, asset)
    let balance = self.balance(file, asset)
    let scale = balance.flatMap { asset.item($0.item) }?.scale ?? 2
    let pages = if case .pages(let address)? = arrival { address } else { Feed.PageAddress?.none }
    let shape = FormReader(findings: findings, scale: scale).form(form, columns: read, pages: pages)
    let mark = balance.flatMap { balance in
      zip(asset.items, read.sources).first { $0.0.id == balance.item }?.1.options?.decimalMark
    }
    let control =
      pages == nil ? file.optionalText("control").flatMap { template($0, scale: scale, decimalMark: mark) } : nil
    checkSums(file, pages: pages, control: control, form: form, shape, balance)
    guard let sender, let arrival, let schedule, let brings, let gates, let shape else { return nil }
    return Feed(
      id: id.value, zh: zh.value, asset: asset.id, sender: sender, arrival: arrival, source: source,
      schedule: schedule, form: shape, control: control, brings: brings.value,
      mapping: FieldMapping(
        sources: read.sources, change: change, filter: filter, balance: balance, newest: gates.fresh?.item),
      gates: gates, location: id.location)
  }

  enum Drift: String, CaseIterable, Sendable { case refuse }

  private func asset(_ file: LocatedMapping) -> Asset? {
    guard let id = file.requiredText("asset") else { return nil }
    if let asset = catalog.asset(id.value) { return asset }
    let nearest = Suggestion.nearest(to: id.value, among: catalog.assets.map(\.id))
    findings.error(
      at: id.location, file.about("no asset “\(id.value)”"),
      hint: nearest.map { "did you mean \($0)?" } ?? "declare it in Catalog/assets/\(id.value).yaml")
    return nil
  }

  private func sender(_ mapping: LocatedMapping) -> Feed.Sender? {
    defer { mapping.finish() }
    guard let name = mapping.requiredText("name"), let contact = mapping.requiredText("contact"),
      let rejects = mapping.requiredText("rejects")
    else { return nil }
    return Feed.Sender(name: name.value, contact: contact.value, rejects: rejects.value)
  }

  private func schedule(_ mapping: LocatedMapping) -> Schedule? {
    defer { mapping.finish() }
    guard let when = mapping.requiredText("when") else { return nil }
    let by = mapping.requiredTime("by")
    let cutoff = mapping.requiredTime("cutoff")
    guard let rule = Schedule.When(when.value) else {
      findings.error(
        at: when.location, mapping.about("when is none of the schedules there are"),
        hint: "daily, weekdays, weekly 1 or monthly 20")
      return nil
    }
    guard let by, let cutoff else { return nil }
    return Schedule(when: rule, by: by, cutoff: cutoff)
  }

  /// - Parameter decimalMark: the sender writes a declared sum as it writes the amounts themselves.
  private func template(_ text: Located<String>, scale: Int, decimalMark: Character?) -> Template? {
    if var template = Template(text.value, scale: scale) {
      template.decimalMark = decimalMark ?? "."
      return template
    }
    findings.error(
      at: text.location, Template.problem(in: text.value) ?? "no template",
      hint: "places are {rows}, {sum ITEM}, {date}, {md5}, {sha256} and {any}")
    return nil
  }
}

extension Item {
  var scale: Int { if case .decimal(_, let scale) = type { scale } else { 0 } }
}
