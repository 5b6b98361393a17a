import Tabular

/// A conversation with a sender's server: what is there, how it is stamped, and its bytes.
package struct RemoteSession: ~Copyable {
  private let folder: RemoteFolder
  private let connection: Connection

  package init(_ folder: RemoteFolder) throws(FeedError) {
    self.folder = folder
    connection = try Connection(folder.access, limits: folder.limits, name: folder.name)
  }

  var fileLimit: Int { folder.limits.fileBytes }

  /// The names in a folder, as the server says them; nil where there is no such folder. They are compared with the names
  /// of files that are awaited and used for nothing else.
  package func names(in path: [String]) throws(FeedError) -> Set<String>? {
    let request = Request(url: folder.address(of: path, isFolder: true), kind: .names)
    guard let answer = try answer(to: request) else { return nil }
    let lines = answer.body.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D })
    return Set(lines.compactMap { String(validating: $0, as: UTF8.self) })
  }

  /// Nil where the file is not there.
  package func look(at path: [String]) throws(FeedError) -> RemoteStamp? {
    let request = Request(url: folder.address(of: path), kind: .look)
    guard let answer = try answer(to: request) else { return nil }
    // SFTP has no word for a file without bytes but to say nothing of its size.
    let bytes = answer.bytes ?? (folder.transport == .sftp ? 0 : nil)
    guard bytes ?? 0 <= folder.limits.fileBytes else { throw fail(.tooBig(limit: folder.limits.fileBytes)) }
    return RemoteStamp(bytes: bytes, modified: answer.modified, tag: answer.tag)
  }

  /// Fetches what is missing of a file, as often as the limits allow; an attempt goes on where the one before was cut off.
  ///
  /// - Parameters:
  ///   - stamp: as it was looked at. Afterwards it is looked at again: one that has changed meanwhile is refused.
  ///   - name: what errors call the file.
  package func fetch(
    _ path: [String], as stamp: RemoteStamp, into file: PartialFile, name: String
  ) throws(FeedError) {
    var patience = Patience(folder.limits)
    while file.bytes == 0 || file.bytes != stamp.bytes {
      var request = Request(url: folder.address(of: path), kind: .file(file))
      if folder.transport == .https {
        if let condition = stamp.condition { request.headers = ["If-Range: " + condition] } else { file.clear() }
      }
      let ending = connection.send(request)
      if try waits(out: ending, &patience) { continue }
      switch ending {
      case .answered(let answer) where [401, 403].contains(answer.status): throw fail(.refused(status: answer.status))
      case .stopped: throw FeedError(file: name, file.problem ?? .folder(.changed))
      default: break
      }
      break
    }
    guard stamp.bytes == nil || stamp.bytes == file.bytes, try look(at: path) == stamp else {
      throw FeedError(file: name, .folder(.changed))
    }
  }

  /// Nil where there is no such file.
  private func answer(to request: Request) throws(FeedError) -> Answer? {
    var patience = Patience(folder.limits)
    while true {
      let ending = connection.send(request)
      if try waits(out: ending, &patience) { continue }
      switch ending {
      case .answered(let answer) where [0, 200].contains(answer.status): return answer
      case .answered(let answer) where [404, 410].contains(answer.status): return nil
      case .answered(let answer): throw fail(.refused(status: answer.status))
      case .absent: return nil
      case .tooBig: throw fail(.tooBig(limit: folder.limits.listingBytes))
      case .failed, .refused, .stopped: preconditionFailure("waited out, or thrown")
      }
    }
  }

  private func waits(out ending: Ending, _ patience: inout Patience) throws(FeedError) -> Bool {
    do throws(FeedError.RequestProblem) { return try patience.waits(out: ending) } catch { throw fail(error) }
  }

  private func fail(_ problem: FeedError.RequestProblem) -> FeedError {
    FeedError(folder.location, .remote(endpoint: folder.name, problem))
  }
}
