import Catalog
import Cleansing
import Feeds
import Tabular

/// What a feed's file says must agree with itself and with the codes of its asset.
extension FeedReader {
  /// A declared sum is held against the balanced item, so it can be no other's.
  func checkSums(
    _ file: LocatedMapping, pages: Feed.PageAddress?, control: Template?, form: LocatedMapping, _ shape: FeedForm?,
    _ balance: ControlTotal?
  ) {
    // A balance that cannot be read is reported already.
    if balance == nil, file.entries.contains(where: { $0.key.value == "balance" }) { return }
    let controlPlace = file.place(of: "control")
    if let pages { checkSums(pages.sumTotal.map { [$0.item] } ?? [], at: controlPlace, file, "control", balance) }
    if let control { checkSums(control.sums, at: controlPlace, file, "control", balance) }
    if let trailer = shape?.trailer {
      checkSums(trailer.sums, at: form.place(of: "trailer"), file, "trailer", balance)
    }
  }

  private func checkSums(
    _ sums: [String], at place: SourceLocation, _ file: LocatedMapping, _ source: String,
    _ balance: ControlTotal?
  ) {
    for item in sums where item != balance?.item {
      if let balance {
        findings.error(
          at: place, file.about("\(source) declares a sum of \(item.prefix(40)); what is balanced is \(balance.item)"),
          hint: "write {sum \(balance.item)}, or {any} in place of a sum nobody compares")
      } else {
        findings.error(
          at: place, file.about("\(source) declares a sum of \(item.prefix(40)), and nothing is balanced"),
          hint: "write balance: { item: \(item.prefix(40)), currency: CNY }, or {any} in place of the sum")
      }
    }
  }
}

extension FeedForm {
  /// Nil where the form has none.
  fileprivate var trailer: Template? {
    switch shape {
    case .delimited(let form): form.trailer
    case .fixedWidth(let form): form.trailer
    case .jsonLines, .jsonPages: nil
    }
  }
}

extension Findings {
  /// A code that a feed's file writes stands in the table of its item, whatever the days it holds.
  ///
  /// - Parameter isCanonical: another spelling of a code does not do: what it is compared with is cleansed already.
  func check(_ code: Located<String>, isCodeOf item: Item, _ subject: String, isCanonical: Bool = false) {
    guard let codes = item.codes else { return }
    let asked = item.codePrefix.map { String(code.value.prefix($0)) } ?? code.value
    if codes.values.contains(where: { $0.code == asked }) { return }
    let meant = codes.also[code.value]
    if meant != nil, !isCanonical { return }
    error(
      at: code.location, "\(subject): “\(code.value.prefix(20))” is no code of \(codes.title), which \(item.title) has",
      hint: meant.map { "write \"\($0)\"" } ?? codes.hint(for: code.value))
  }
}
