import Tabular

/// Files of the drop folder that nothing takes, as people read them: how many, and the first of them.
struct StrayLines {
  let lines: [String]

  init(_ strays: [Diagnostic], limit: Int) {
    guard !strays.isEmpty else {
      lines = []
      return
    }
    let count = strays.count
    let heading = "\(count.grouped) file\(count == 1 ? "" : "s") in the drop folder that no tick takes:"
    let more = count > limit ? ["\((count - limit).grouped) more: granary status --json"] : []
    lines = [heading] + strays.prefix(limit).map(\.description) + more
  }
}
