import Foundation

/// PostgreSQL's programs, and running them.
enum ServerTools {
  /// The program's path: of the server packages first, then of the search path.
  static func find(_ program: String) throws -> String {
    let search = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
    var folders = ["/usr/lib/postgresql/15/bin"]
    let paths = search.split(separator: ":").map(String.init) + ["/usr/bin", "/bin", "/usr/sbin", "/sbin"]
    if let config = paths.map({ $0 + "/pg_config" }).first(where: isProgram),
      let answer = try? run([config, "--bindir"]), answer.status == 0
    {
      folders.insert(answer.output.trimmingCharacters(in: .whitespacesAndNewlines), at: 0)
    }
    for folder in folders + paths where isProgram(folder + "/" + program) { return folder + "/" + program }
    throw WarehouseError(
      .unavailable, "warehouse", "\(program) of PostgreSQL 15 is not installed", hint: "apt-get install postgresql-15")
  }

  private static func isProgram(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }

  struct Answer {
    var status: Int32
    /// Standard output and standard error, as they came.
    var output: String
  }

  /// Runs a program to its end. Its output goes through a file, because a server it leaves running would keep a pipe
  /// open for ever.
  ///
  /// - Parameter folder: the working directory, one that the program's user may enter.
  static func run(_ command: [String], in folder: String = "/", environment: [String: String]? = nil) throws -> Answer {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    var words = environment ?? ProcessInfo.processInfo.environment
    words["LC_ALL"] = "C"
    process.environment = words
    process.standardInput = FileHandle.nullDevice
    let scratch = FileManager.default.temporaryDirectory.appending(path: "granary-\(UUID().uuidString)")
    _ = FileManager.default.createFile(atPath: scratch.path, contents: nil, attributes: [.posixPermissions: 0o600])
    defer { try? FileManager.default.removeItem(at: scratch) }
    let handle = try FileHandle(forWritingTo: scratch)
    process.standardOutput = handle
    process.standardError = handle
    try process.run()
    process.waitUntilExit()
    try? handle.close()
    let data = (try? Data(contentsOf: scratch)) ?? Data()
    return Answer(status: process.terminationStatus, output: String(decoding: data, as: UTF8.self))
  }
}
