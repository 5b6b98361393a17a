import ArgumentParser
import Catalog
import Feeds
import Foundation
import Pipelines
import Postgres
import Semantics
import Tabular
import Warehouse

/// How every command begins and ends: the project read or its errors printed, the warehouse reached, failures turned
/// into a message and an exit code.
extension CommonOptions {
  /// The project; where anything in it is wrong, all of it is printed and the command ends with 65.
  func open() throws -> Project {
    let (project, diagnostics) = Project.read(at: project)
    guard let project else {
      for diagnostic in diagnostics { printError(diagnostic.description) }
      throw ended(with: .badConfiguration)
    }
    StartMemory.giveBack()
    return project
  }
}

extension WarehouseOptions {
  func site(of project: String) throws -> Site { try Site.find(project: project, warehouse: warehouse) }

  func clock(in zone: Zone) throws -> Clock { try .told(now, in: zone) }

  func night(_ project: Project, progress: NightProgress) throws -> NightRun {
    NightRun(
      project: project, settings: try site(of: project.folder).open(), clock: try clock(in: project.night.zone),
      progress: progress)
  }
}

extension Clock {
  /// The wall clock, or the one that `--now` sets.
  static func told(_ now: String?, in zone: Zone) throws -> Clock {
    guard let now else { return .wall }
    guard let moment = Moment(now, in: zone) else {
      throw ValidationError("--now is no moment; write it as 2025-11-20T02:10:00")
    }
    return .standing(at: moment)
  }
}

/// The end of a command that has said what there was to say.
func ended(with code: Pipelines.ExitCode) -> ArgumentParser.ExitCode { ArgumentParser.ExitCode(code.rawValue) }

/// Does the work of a command; an error becomes its message on stderr and the code that fits it.
func ending(_ work: () throws -> Pipelines.ExitCode) throws {
  Interruption.endsTheProcess()
  let code: Pipelines.ExitCode
  do { code = try work() } catch {
    if error is ArgumentParser.ExitCode || error is ValidationError { throw error }
    code = error.exitCode
    printError(error.message)
  }
  if code != .published { throw ended(with: code) }
}

/// What a command that only does something says when it is done.
func done(_ command: String, _ text: String, json: Bool) -> Pipelines.ExitCode {
  print(json ? JSONLine.text(["format_version": "1.0", "command": command, "outcome": "done"]) : text)
  return .published
}

/// What a command that only tells something says: one JSON object, or lines.
func shown(_ page: some Encodable, _ lines: [String], json: Bool) -> Pipelines.ExitCode {
  for line in json ? [JSONLine.text(page)] : lines { print(line) }
  return .published
}

func printError(_ text: String) { StandardError.write(text + "\n") }

extension Error {
  /// Whether trying again can help, and who has to act.
  var exitCode: Pipelines.ExitCode {
    switch self {
    case is LockedError: .locked
    case let error as PostgresError: error.sqlstate == "42501" ? .notPermitted : .warehouseUnavailable
    case is StorageError: .warehouseUnavailable
    case let error as FeedError:
      if case .request(let problem) = error.problem, problem.isPermission { .notPermitted } else { .gateFailed }
    case let error as ReadingError: error.exitCode
    case is ProposingError: .gateFailed
    case let error as WarehouseError:
      switch error.kind {
      case .unavailable: .warehouseUnavailable
      case .notApplied, .blocked: .badConfiguration
      case .fenced: .locked
      case .gone: .usage
      case .refused: .gateFailed
      }
    default: StorageError(ifAboutFiles: self) == nil ? .bug : .warehouseUnavailable
    }
  }

  /// In the voice of granary: the place, the problem, the hint. Foundation's errors name files, never contents.
  var message: String {
    switch self {
    case let error as FeedError: error.description
    case let error as PostgresError: error.description
    case let error as ReadingError: error.description
    case let error as ProposingError: error.description
    case let error as WarehouseError: error.description
    case let error as LockedError: error.description
    case let error as StorageError: error.description
    default: StorageError(ifAboutFiles: self)?.description ?? "error: \(localizedDescription)"
    }
  }
}
