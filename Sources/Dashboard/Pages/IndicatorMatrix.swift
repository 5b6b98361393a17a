import Foundation

/// A group's indicators of one customer: those that differ only in their window stand on one line.
struct IndicatorMatrix {
  struct Entry {
    var id, zh, unit: String
    var value: String?

    /// `txn_in_amt__mobile__d30__mom` is the line `txn_in_amt__mobile__mom`, window `d30`.
    var place: (line: String, window: String) {
      let parts = id.split(separator: "__", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3 || parts.count == 4 else { return (id, "") }
      return (([parts[0], parts[1]] + parts.dropFirst(3)).joined(separator: "__"), parts[2])
    }

    /// `近30天|手机银行|入账金额`: the window's name, and the rest from the right.
    var names: (line: String, window: String) {
      let parts = zh.split(separator: "|").map(String.init)
      guard parts.count >= 2 else { return (zh, "") }
      return (parts.dropFirst().reversed().joined(separator: " · "), parts[0])
    }
  }

  let entries: [Entry]

  /// - Parameters:
  ///   - names: indicator, zh, unit.
  ///   - values: one row as wide as the group.
  init(names: Table, values: Table) {
    let known = Dictionary(names.rows.map { ($0.text("indicator"), $0) }, uniquingKeysWith: { first, _ in first })
    guard let row = values.values.first else {
      entries = []
      return
    }
    entries = zip(values.columns, row).dropFirst().map { id, value in
      Entry(id: id, zh: known[id]?["zh"] ?? id, unit: known[id]?["unit"] ?? "", value: value)
    }
  }

  var isEmpty: Bool { entries.isEmpty }

  private struct Line {
    var name: String
    var unit: String
    var byWindow: [String: Entry]
  }

  func node(_ view: View) -> Node {
    var windows: [(id: String, zh: String)] = []
    var lines: [String: Line] = [:]
    var order: [String] = []
    for entry in entries {
      let (line, window) = entry.place
      if !windows.contains(where: { $0.id == window }) {
        windows.append((window, window.isEmpty ? "" : entry.names.window))
      }
      if lines[line] == nil {
        order.append(line)
        lines[line] = Line(name: window.isEmpty ? entry.zh : entry.names.line, unit: entry.unit, byWindow: [:])
      }
      lines[line]?.byWindow[window] = entry
    }
    return el(.table, .class("matrix")) {
      el(.thead) {
        el(.tr) {
          el(.th, .column) { view.words(.indicator) }
          el(.th, .column) { view.words(.unit) }
          for window in windows {
            el(.th, .column, .class("number")) {
              window.id.isEmpty ? view.words(.value) : window.zh.isEmpty ? window.id : window.zh
            }
          }
        }
      }
      el(.tbody) { for id in order { row(lines[id]!, windows, view) } }
    }
  }

  private func row(_ line: Line, _ windows: [(id: String, zh: String)], _ view: View) -> Node {
    el(.tr) {
      el(.th, .row) { line.name }
      el(.td, .class("quiet")) { view.words.unit(line.unit) }
      for window in windows {
        el(.td, .class("number"), .cell(window.zh)) {
          if let entry = line.byWindow[window.id] { value(entry, view) }
        }
      }
    }
  }

  private func value(_ entry: Entry, _ view: View) -> Node {
    let text = entry.value.map { IndicatorMatrix.written($0, entry.unit, view.words) }
    return el(
      .a, .class("plain"), .href(view.address.to(.indicator(entry.id))), .title(entry.value ?? view.words(.unknown))
    ) {
      text ?? "—"
    }
  }

  /// A number by its unit; dates, codes and yes or no as they are.
  static func written(_ value: String, _ unit: String, _ words: Words) -> String {
    if value == "t" || value == "f" { return words(value == "t" ? .yes : .no) }
    guard !value.isEmpty, value.utf8.allSatisfy({ 0x30...0x39 ~= $0 || $0 == 0x2E || $0 == 0x2D }),
      value.utf8.count(where: { $0 == 0x2D }) < 2, !unit.isEmpty, let number = Decimal(string: value)
    else { return value }
    return Figure(unit: unit, words).short(number)
  }
}
