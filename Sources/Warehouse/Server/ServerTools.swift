import CSpawn
import Foundation
import Tabular

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
  /// open for ever; for the same reason its end is waited for by number, not by a descriptor it might hand on.
  ///
  /// - Parameter folder: the working directory, one that the program's user may enter.
  static func run(_ command: [String], in folder: String = "/", environment: [String: String]? = nil) throws -> Answer {
    var words = environment ?? ProcessInfo.processInfo.environment
    words["LC_ALL"] = "C"
    let scratch = FileManager.default.temporaryDirectory.appending(path: "granary-\(UUID().uuidString)").path
    defer { try? FileSystem.remove(scratch) }
    let output = unsafe open(scratch, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard output >= 0 else { throw WarehouseError(.unavailable, scratch, "cannot be written") }
    defer { close(output) }
    let status = try spawn(command, in: folder, words.map { "\($0)=\($1)" }.sorted(), output: output)
    return Answer(status: status, output: try FileSystem.text(of: scratch) ?? "")
  }

  private static func spawn(
    _ command: [String], in folder: String, _ environment: [String], output: Int32
  ) throws -> Int32 {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, 2)
    // A server holds what it is given for as long as it runs, and whoever waits for the end of a pipe would wait as long.
    unsafe posix_spawn_file_actions_addclosefrom_np(&actions, 3)
    unsafe posix_spawn_file_actions_addchdir_np(&actions, folder)
    var arguments = unsafe command.map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.map { unsafe strdup($0) } + [nil]
    defer { unsafe (arguments + variables).forEach { unsafe free($0) } }
    var process: pid_t = 0
    guard unsafe posix_spawnp(&process, command[0], &actions, nil, &arguments, &variables) == 0 else {
      throw WarehouseError(.unavailable, command[0], "cannot be started")
    }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw WarehouseError(.unavailable, command[0], "was lost") }
    }
    // The low seven bits are the signal that ended it, the byte above them what it said.
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }
}
