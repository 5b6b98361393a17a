import ArgumentParser
import Foundation
import Glibc
import SampleBank

struct Serve: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Serve the agencies' pages over HTTPS on this machine, until interrupted.")

  @Option(help: "A folder that generate wrote.") var dir: String
  @Option(help: "The port; 0 takes a free one.") var port: UInt16 = 0
  @Option(help: "Write the port to this file once the server listens.") var portFile: String?

  @Option(
    help: "Misbehave: http_500, stalls, breaks_off, changes_page_size or ends_early.",
    transform: { name in
      guard let fault = ServerFault(rawValue: name) else { throw ValidationError("there is no fault \(name)") }
      return fault
    }) var fault: ServerFault?

  func run() throws {
    let server = try SocialServer(folder: dir, port: port, fault: fault)
    if let portFile { try Data("\(server.port)\n".utf8).write(to: URL(fileURLWithPath: portFile), options: .atomic) }
    print(server.url)
    fflush(nil)
    server.run()
  }
}
