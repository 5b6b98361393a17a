import Catalog
import Feeds
import Foundation
import Tabular

/// What `granary feed propose` prints or writes: drafts under the names they would have in a project.
package struct ProposalFiles: Sendable {
  package struct File: Sendable {
    /// `Pipelines/X1/posting.yaml`.
    package var path: String
    package var text: String
  }

  package var files: [File]
  /// What differs from a feed, in lines for a terminal; empty where nothing was compared.
  package var report: [String]
  package var findings: [DriftReport.Finding]
  package var columns: [ProposalJSON.Column]

  /// Proposes a feed for a file, or what would have to change of one that is declared.
  package static func make(
    _ request: Proposal.Request, against feed: Feed?, _ project: Project
  ) throws -> ProposalFiles {
    guard let feed else {
      let proposal = try Proposal(request, project)
      return ProposalFiles(
        files: [
          File(path: "Pipelines/\(proposal.id).yaml", text: proposal.feedDraft(project.catalog)),
          File(path: "Catalog/assets/\(proposal.id).yaml", text: proposal.assetDraft(project.catalog)),
        ], report: [], findings: [], columns: proposal.columns.map(ProposalJSON.Column.init))
    }
    var request = request
    request.path = try delivered(request.path, of: feed, project)
    let report = try DriftReport(request, feed, project)
    var files: [File] = []
    if !report.findings.isEmpty {
      let (declared, asset) = ("Pipelines/\(feed.id).yaml", "Catalog/assets/\(feed.asset).yaml")
      let place = feed.location.file.isEmpty ? declared : feed.location.file
      let text = try String(contentsOfFile: project.path(place), encoding: .utf8)
      files.append(File(path: declared, text: report.feedDraft(text, project.catalog)))
      let items = project.catalog.asset(feed.asset)?.location.file ?? asset
      if let text = report.assetDraft(try String(contentsOfFile: project.path(items), encoding: .utf8)) {
        files.append(File(path: asset, text: text))
      }
    }
    return ProposalFiles(
      files: files, report: report.lines, findings: report.findings,
      columns: report.proposal.columns.map(ProposalJSON.Column.init))
  }

  /// A file that is in the archive by now may be called by the name it was delivered under.
  private static func delivered(_ path: String, of feed: Feed, _ project: Project) throws -> String {
    guard try FileSystem.kind(of: path) == nil, let date = FileName(path).date else { return path }
    let archive = Archive(root: project.path(project.night.archiveFolder))
    return try archive.deliveries(of: feed.id, on: date).last { $0.file.name == path }?.file.path ?? path
  }

  /// Writes the drafts below a folder, to new files only: what is there stays, and then nothing is written at all.
  package func write(to folder: String) throws -> [String] {
    let paths = files.map { folder + "/" + $0.path }
    if let taken = try paths.first(where: { try FileSystem.kind(of: $0) != nil }) {
      throw ProposingError(
        taken, "is there already, and a draft never takes its place",
        hint: "write it to another folder: --out drafts")
    }
    for (path, file) in zip(paths, files) {
      try FileManager.default.createDirectory(
        at: URL(fileURLWithPath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.text.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
    }
    return paths
  }
}

extension DriftReport {
  /// Reads a file as a feed declares it as far as it can be, and compares.
  package init(_ request: Proposal.Request, _ feed: Feed, _ project: Project) throws {
    guard let asset = project.catalog.asset(feed.asset) else {
      preconditionFailure("a feed was read without its asset")
    }
    var request = request
    request.id = feed.id
    let day = FileName(request.path).date ?? project.night.first
    var shift: WidthShift?
    if case .fixedWidth(let shape) = feed.form.shape, request.widths == nil {
      let sample = try FileSample.read(request.path, lines: 200)
      shift = WidthShift(sample, feed, DeclaredColumns(feed, asset), on: day)
      let isAsDeclared = sample.head.contains { $0.count == shape.recordLength }
      request.widths = shift?.widths ?? (isAsDeclared ? shape.fields.map(\.width) : nil)
    }
    self.init(feed, try Proposal(request, project), project.catalog, on: day, shift: shift)
  }
}
