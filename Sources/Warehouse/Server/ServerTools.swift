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
  /// open for ever; for the same reason this is no `Foundation.Process`, which waits until a descriptor that every child
  /// inherits is closed.
  ///
  /// - Parameter folder: the working directory, one that the program's user may enter.
  static func run(_ command: [String], in folder: String = "/", environment: [String: String]? = nil) throws -> Answer {
    var words = environment ?? ProcessInfo.processInfo.environment
    words["LC_ALL"] = "C"
    let scratch = FileManager.default.temporaryDirectory.appending(path: "granary-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, scratch, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    unsafe posix_spawn_file_actions_adddup2(&actions, 1, 2)
    closeOnExec()
    var process = pid_t()
    // The shell goes to the folder and becomes the program.
    let shell = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", folder] + command
    let failure = unsafe withCStrings(shell) { arguments in
      unsafe withCStrings(words.map { "\($0.key)=\($0.value)" }) { variables in
        unsafe posix_spawn(&process, shell[0], &actions, nil, arguments, variables)
      }
    }
    guard failure == 0 else {
      throw WarehouseError(
        .unavailable, command[0], "cannot be started", hint: unsafe String(cString: strerror(failure)))
    }
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    // As a shell says it: the exit code, or 128 and the signal.
    let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    let data = FileManager.default.contents(atPath: scratch) ?? Data()
    return Answer(status: code, output: String(decoding: data, as: UTF8.self))
  }

  /// A server that goes on running must not hold our files, sockets and locks open.
  private static func closeOnExec() {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? [] {
      if let descriptor = Int32(name), descriptor > 2 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    }
  }

  private static func withCStrings<R>(
    _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> R
  ) -> R {
    var copies: [UnsafeMutablePointer<CChar>?] = unsafe texts.map { unsafe strdup($0) } + [nil]
    defer { unsafe copies.forEach { unsafe free($0) } }
    return unsafe copies.withUnsafeMutableBufferPointer { unsafe body($0.baseAddress!) }
  }
}
