import Catalog
import Feeds
import Foundation
import Tabular

/// Files of the drop folder that no tick will ever take: a name that is no feed's, or a day on which its feed is not due.
///
/// They hold nothing back, and nobody would hear of them otherwise: a sender that misspells a name delivers nothing.
struct Strays {
  private struct Expected {
    var feed: Feed
    var pattern: String
    var isData: Bool
    /// What every name of it begins with.
    var opening: String

    init(_ feed: Feed, _ pattern: String, isData: Bool) {
      self.feed = feed
      self.pattern = pattern
      self.isData = isData
      let name = pattern.split(separator: "/").last ?? ""
      opening = String(name.prefix { $0 != "{" })
    }
  }

  private let drop: String
  /// By the folder of their names.
  private var expected: [String: [Expected]] = [:]
  /// By their text: a name is tried with many.
  private var patterns: [String: FilePattern] = [:]

  init(_ project: Project) {
    drop = project.path(project.night.dropFolder)
    for feed in project.feeds {
      guard case .file(let data, let control) = feed.arrival else { continue }
      for (text, isData) in [(data, true), (control ?? data, false)] where isData || control != nil {
        expected[Strays.folder(of: text), default: []].append(Expected(feed, text, isData: isData))
      }
    }
  }

  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// A warning a file, in the order of their paths.
  mutating func warnings() -> [Diagnostic] {
    // The night is over by now; a folder that cannot be listed is told of by the next.
    let entries = (try? FileSystem.tree(below: drop)) ?? []
    return entries.filter { $0.kind != .folder }.map(\.path).sorted().compactMap { warning(of: $0) }
  }

  /// Nil where a feed awaits it.
  private mutating func warning(of path: String) -> Diagnostic? {
    // A file on its way from its sender's server is as good as the file.
    let path = DropFolder.underWay(path) ?? path
    let name = String(path.split(separator: "/").last ?? "")
    let place = SourceLocation(file: path.printable)
    for expected in expected[Strays.folder(of: path)] ?? [] where name.hasPrefix(expected.opening) {
      guard let date = date(in: name, by: expected.pattern) else { continue }
      let feed = expected.feed
      guard expected.isData, !feed.schedule.isDue(on: date) else { return nil }
      return Diagnostic(
        .warning, at: place, "\(feed.id) \(feed.zh) is not due on \(date), so no tick takes this file",
        hint: "if it is right all the same: granary run --date \(date) --feed \(feed.id)")
    }
    return Diagnostic(.warning, at: place, "no feed has files of this name, so nothing takes it", hint: hint(path))
  }

  /// The date in a name that is the pattern's, whatever its number as a correction.
  private mutating func date(in name: String, by pattern: String) -> BusinessDate? {
    guard pattern.contains(Feed.correctionPlace) else { return file(pattern)?.date(of: name) }
    let numbers = name.matches(of: /_([0-9]{2})/).map { String($0.output.1) }.filter { $0 > "01" }
    for number in [""] + numbers.map({ "_" + $0 }) {
      let text = pattern.replacing(Feed.correctionPlace, with: number)
      if let date = file(text)?.date(of: name) { return date }
    }
    return nil
  }

  private mutating func file(_ text: String) -> FilePattern? {
    if let known = patterns[text] { return known }
    patterns[text] = FilePattern(text)
    return patterns[text]
  }

  /// The awaited name that is nearest to it, for the same date.
  private func hint(_ path: String) -> String {
    let all = expected.values.joined().map { ($0.pattern.replacing(Feed.correctionPlace, with: ""), $0.feed) }
    let feeds = Dictionary(all, uniquingKeysWith: { first, _ in first })
    let found = path.matches(of: /[0-9]{8}/).first { BusinessDate($0.output) != nil }
    var typed = path
    if let found { typed.replaceSubrange(found.range, with: "{yyyyMMdd}") }
    guard let nearest = Suggestion.nearest(to: typed, among: feeds.keys), let feed = feeds[nearest] else {
      return "take it away, or declare its feed in Pipelines/"
    }
    let meant = found.flatMap { BusinessDate($0.output) }.flatMap { FilePattern(nearest)?.path(on: $0) } ?? nearest
    return "did you mean \(meant), \(feed.id) \(feed.zh)? Ask \(feed.sender.name) \(feed.sender.contact)"
  }
}

extension String {
  /// A name somebody else chose, as far as a terminal may show it: no control characters, and not without end.
  fileprivate var printable: String {
    let shown = String(prefix(200)).unicodeScalars.map { scalar -> Character in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: "?"
      default: Character(scalar)
      }
    }
    return String(shown) + (count > 200 ? "…" : "")
  }
}

extension NightRun {
  /// What lies in the drop folder and is nobody's: the same whichever date is asked about.
  func strays() -> [Diagnostic] {
    var strays = Strays(project)
    return strays.warnings()
  }
}
