package import Tabular

/// Where a feed's files arrive: a path below the drop folder with the business date in its last part,
/// such as `X1/POST_{yyyyMMdd}.dat.gz`.
///
/// The folder is the pattern's own; a file's name decides nothing but its business date, and only where the rest of
/// it is the pattern's to the letter. So no name of a sender's can lead out of the folder.
package struct FilePattern: Hashable, Sendable {
  package var pattern: String
  /// The parts of the folder's path, from the drop folder down.
  let folders: [String]
  let prefix: String
  let suffix: String
  let isDashed: Bool

  /// Nil where it is not a relative path with one `{yyyyMMdd}` or `{yyyy-MM-dd}` in its last part.
  package init?(_ pattern: String) {
    let parts = pattern.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let last = parts.last, !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else { return nil }
    guard !pattern.utf8.contains(0), parts.dropLast().allSatisfy({ !$0.contains("{") && !$0.contains("}") }) else {
      return nil
    }
    let isDashed = last.contains("{yyyy-MM-dd}")
    let around = last.split(
      separator: isDashed ? "{yyyy-MM-dd}" : "{yyyyMMdd}", omittingEmptySubsequences: false)
    guard around.count == 2, !around.contains(where: { $0.contains("{") || $0.contains("}") }) else { return nil }
    self.pattern = pattern
    folders = Array(parts.dropLast())
    prefix = String(around[0])
    suffix = String(around[1])
    self.isDashed = isDashed
  }

  /// The name, in its folder, of the file of `date`.
  package func name(on date: BusinessDate) -> String { prefix + (isDashed ? date.description : date.compact) + suffix }

  /// The path, below the drop folder, of the file of `date`.
  package func path(on date: BusinessDate) -> String { parts(on: date).joined(separator: "/") }

  package func parts(on date: BusinessDate) -> [String] { folders + [name(on: date)] }

  /// The business date in a file's name; nil where the name is not this pattern's.
  package func date(of name: String) -> BusinessDate? {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix), name.utf8.count > prefix.utf8.count + suffix.utf8.count else {
      return nil
    }
    guard let date = BusinessDate(name.dropFirst(prefix.count).dropLast(suffix.count)) else { return nil }
    // To the letter: the other way to write the date would be a second file of the same day.
    return self.name(on: date) == name ? date : nil
  }
}
