import Catalog
import Foundation
import Tabular

extension Project {
  /// The night alone, for whoever only wants to know when it comes; nil where its file cannot be read.
  package static func night(at folder: String) -> Night? { readNight(folder, Findings()) }

  /// Reads `Pipelines/night.yaml`, and over it the endpoints of this machine.
  static func readNight(_ folder: String, _ findings: Findings) -> Night? {
    let root = YAMLFile.read("Pipelines/night.yaml", in: folder, findings)
    guard let file = root?.mapping("", findings) else { return nil }
    defer { file.finish() }
    let name = file.requiredText("night")
    let zone = file.requiredText("zone")
    let first = file.optionalDate("first")
    if first == nil { _ = file.required("first", hint: "the first business date there is: first: 2025-11-18") }
    let catchUp = file.requiredInteger("catch_up", in: 1...366)
    let from = file.requiredTime("from")
    let done = file.requiredTime("done")
    let folders = file.requiredMapping("folders")
    let drop = folders?.requiredText("drop")
    let archive = folders?.requiredText("archive")
    let outbox = folders?.requiredText("outbox")
    folders?.finish()
    let reader = EndpointReader(project: folder, findings: findings)
    let shared = file.optionalMapping("endpoints")
    let own = ownEndpoints(folder, findings)
    let endpoints = reader.endpoints(shared).merging(reader.endpoints(own)) { $1 }
    let names = Set([shared, own].flatMap { $0?.entries ?? [] }.map(\.key.value))
    let keeping = Keeping.read(file.optionalMapping("retention"))
    guard let name, let zone, let first, let catchUp, let from, let done, let drop, let archive, let outbox else {
      return nil
    }
    guard let known = Zone(zone.value) else {
      findings.error(at: zone.location, "no zone “\(zone.value)”", hint: "a name such as Asia/Shanghai")
      return nil
    }
    var night = Night(
      name: name.value, zone: known, from: from, done: done, first: first.value, catchUp: catchUp.value,
      dropFolder: drop.value, archiveFolder: archive.value, outboxFolder: outbox.value, endpoints: endpoints,
      keeping: keeping)
    night.unsoundEndpoints = names.subtracting(endpoints.keys)
    return night
  }

  /// `.granary/endpoints.yaml`: senders' servers for this machine alone; not part of the project's history.
  private static func ownEndpoints(_ folder: String, _ findings: Findings) -> LocatedMapping? {
    let name = ".granary/endpoints.yaml"
    do throws(StorageError) {
      guard try FileSystem.kind(of: folder + "/" + name) != nil else { return nil }
    } catch {
      findings.error(at: SourceLocation(file: name), "the file cannot be looked at: \(error.reason)")
      return nil
    }
    let root = YAMLFile.read(name, in: folder, findings)
    return root?.mapping("endpoints", findings)
  }
}

extension LocatedMapping {
  /// An hour and minute, such as `03:00`.
  func requiredTime(_ key: String) -> TimeOfDay? {
    guard let text = requiredText(key) else { return nil }
    if let time = TimeOfDay(text.value) { return time }
    findings.error(at: text.location, about("\(key) is no time of day"), hint: "write it as 03:00")
    return nil
  }
}
