import Foundation
import Tabular

/// The files of the folder `Catalog/`, in order of path.
struct CatalogFolder {
  enum Section: String, CaseIterable {
    case schemes, categories, standards, codes, assets, policies, waivers, exceptions, reconciliations
    case facts, subjects, indicators, scorecards, labels, opportunities, kpis, derivations
  }

  struct File {
    /// How messages name it: `Catalog/assets/X1/posting.yaml`.
    var path: String
    var section: Section
    /// Path components below the section, without `.yaml`.
    var stem: [String]
  }

  /// Every file there is below `project/Catalog`; what does not belong there is reported.
  static func files(in project: String, _ findings: Findings) -> [File] {
    let root = URL(fileURLWithPath: project).appending(path: "Catalog")
    let names: [String]
    do throws(StorageError) {
      guard try FileSystem.kind(of: root.path) != nil else {
        findings.error(
          at: SourceLocation(file: "Catalog"), "there is no such folder",
          hint: "name the project's folder: --project DIR")
        return []
      }
      names = try FileSystem.tree(below: root.path).map(\.path)
    } catch {
      findings.error(at: SourceLocation(file: "Catalog"), "the folder cannot be read: \(error.reason)")
      return []
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.compactMap { name in
      let parts = name.split(separator: "/").map(String.init)
      // Editors and version control leave hidden files behind.
      guard !parts.contains(where: { $0.hasPrefix(".") }) else { return nil }
      return file(parts, at: root.appending(path: name), findings)
    }
  }

  private static func file(_ parts: [String], at url: URL, _ findings: Findings) -> File? {
    let path = "Catalog/" + parts.joined(separator: "/")
    let place = SourceLocation(file: path)
    var about = stat()
    let kind = unsafe lstat(url.path, &about) == 0 ? about.st_mode & S_IFMT : 0
    if kind == S_IFDIR {
      if parts.count == 1, Section(rawValue: parts[0]) == nil {
        let nearest = Suggestion.nearest(to: parts[0], among: Section.allCases.map(\.rawValue))
        findings.error(
          at: place, "the catalog has no such folder",
          hint: nearest.map { "did you mean Catalog/\($0)?" }
            ?? "one of: \(Section.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      return nil
    }
    guard kind == S_IFREG else {
      findings.error(at: place, "this is no plain file", hint: "links are not followed: put the file itself here")
      return nil
    }
    return file(parts, findings)
  }

  /// What a path below `Catalog/` says of a file.
  static func file(_ parts: [String], _ findings: Findings) -> File? {
    let path = "Catalog/" + parts.joined(separator: "/")
    let place = SourceLocation(file: path)
    guard let name = parts.last, name.hasSuffix(".yaml") else {
      findings.error(at: place, "only files named .yaml belong here", hint: "rename it, or move it out of Catalog/")
      return nil
    }
    guard parts.count > 1, let section = Section(rawValue: parts[0]) else {
      if parts.count == 1 {
        findings.error(at: place, "a definition stands in a folder of its kind", hint: "move it to Catalog/assets/…")
      }
      return nil
    }
    return File(path: path, section: section, stem: parts[1...].dropLast() + [String(name.dropLast(5))])
  }
}
