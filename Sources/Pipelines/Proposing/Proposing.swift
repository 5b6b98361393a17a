import Catalog
import Feeds
import Foundation
package import Tabular

extension Proposal {
  /// Reads a file and says what a feed of it might look like. Nothing is written and nothing applied.
  package init(_ request: Request, _ project: Project) throws {
    let sample = try FileSample.read(request.path, lines: request.rows)
    file = FileName(request.path)
    id = request.id ?? "NEW/" + file.stem
    encoding = FoundEncoding(sample)
    guard var found = FoundForm.find(sample, encoding, widths: request.widths) else {
      let isEmpty = sample.lines == 0
      throw ProposingError(
        sample.name, isEmpty ? "the file holds no lines" : "no delimiter, record length or JSON can be made out in it",
        hint: isEmpty
          ? "take a delivery that has rows"
          : request.widths == nil
            ? "if it is of fixed width, say --widths 20,19,6 from the sender's layout"
            : "the widths together must be the length of a record")
    }
    if let names = request.names {
      guard !found.hasNames, names.count == found.form.columns.count else {
        throw ProposingError(
          sample.name,
          found.hasNames
            ? "the file names its columns itself"
            : "\(names.count) columns are named, the file has \(found.form.columns.count)",
          hint: found.hasNames ? "take --columns away" : "name them all, in their order: --columns 账号,机构号,余额")
      }
      found.name(names)
    }
    self.found = found
    let reading = try ProfileReading.read(sample, found, rows: request.rows)
    rows = reading.rows
    faults = reading.faults
    let book = NameBook(project, leaving: request.leaving)
    let day = file.date ?? project.night.first
    let draft = ColumnsDraft(book: book, date: day, names: found.form.columns, hasNames: found.hasNames)
    columns = draft.columns(reading.profiles)
    key = FoundKey(columns, reading.pairs)
    var facts = TemplateGuess.Facts(rows: found.records)
    if reading.isWhole {
      facts.sums = columns.compactMap { column in
        guard case .decimal(let scale) = column.kind, let sum = column.profile.sum, column.profile.values > 1 else {
          return nil
        }
        let unit = (scale..<6).reduce(Int128(1)) { unit, _ in unit * 10 }
        return (column.item, Amount(units: sum / unit, scale: scale))
      }
    }
    trailer = found.trailer.map { TemplateGuess($0, facts) }
    companion = Companion(beside: request.path, facts)
  }
}

extension Proposal {
  /// A column's proposal as programs may ask for it.
  package struct Suggestion: Hashable, Sendable {
    package var item: String
    package var type: ColumnType
    /// A standard, a code table, `choice`; nil: a type of its own.
    package var basis: String?
    package var level: Int
    package var values: Int
  }

  package var suggestions: [Suggestion] {
    columns.map { column in
      let basis: String? =
        switch column.basis {
        case .standard(let id), .codes(let id): id
        case .choice: "choice"
        case .type: nil
        }
      return Suggestion(
        item: column.item, type: column.type, basis: basis, level: column.level, values: column.profile.values)
    }
  }

  /// How the last line is written where it is a trailer.
  package var trailerPattern: String? { trailer?.pattern }
}

extension Proposal.Companion {
  /// A file of the same name with another ending, `.ctl` or `.ok`.
  init?(beside path: String, _ facts: TemplateGuess.Facts) {
    let url = URL(fileURLWithPath: path)
    let stem = url.lastPathComponent.split(separator: ".").first.map(String.init) ?? ""
    let folder = url.deletingLastPathComponent().path
    let endings = ["ctl", "CTL", "chk", "ok", "OK", "flg", "done", "md5"]
    guard !stem.isEmpty,
      let ending = endings.first(where: { FileManager.default.fileExists(atPath: "\(folder)/\(stem).\($0)") })
    else { return nil }
    let place = "\(folder)/\(stem).\(ending)"
    name = FileName(place)
    guard let bytes = try? FileSystem.contents(of: place, atMost: 65_537), 1...65_536 ~= bytes.count,
      let text = String(validating: bytes, as: UTF8.self) ?? FeedText(.gb18030).string(bytes),
      let digest = try? FileDigest(path: path, name: url.lastPathComponent)
    else { return }
    var facts = facts
    facts.md5 = digest.md5.description
    facts.sha256 = digest.sha256.description
    let guess = TemplateGuess(text, facts)
    if guess.declares { template = guess }
  }
}
