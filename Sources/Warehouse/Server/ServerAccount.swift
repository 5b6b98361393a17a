import Foundation

/// The operating system's user that the embedded server runs as: never root, for PostgreSQL refuses root.
struct ServerAccount: Hashable, Sendable {
  var name: String
  /// Whether we have to change to it, because we are root.
  var isAnother: Bool

  /// Who we are.
  static var runner: String {
    guard let entry = unsafe getpwuid(geteuid()) else { return String(geteuid()) }
    return unsafe String(cString: entry.pointee.pw_name)
  }

  static func find() throws -> ServerAccount {
    guard geteuid() == 0 else { return ServerAccount(name: runner, isAnother: false) }
    if exists("granary") { return ServerAccount(name: "granary", isAnother: true) }
    let useradd = ["/usr/sbin/useradd", "/sbin/useradd"].first { FileManager.default.isExecutableFile(atPath: $0) }
    if let useradd {
      _ = try? ServerTools.run([
        useradd, "--system", "--user-group", "--no-create-home", "--home-dir", "/var/lib/granary", "--shell",
        "/usr/sbin/nologin", "granary",
      ])
      if exists("granary") { return ServerAccount(name: "granary", isAnother: true) }
    }
    if exists("postgres") { return ServerAccount(name: "postgres", isAnother: true) }
    throw WarehouseError(
      .unavailable, "warehouse", "PostgreSQL does not run as root, and there is no user for it",
      hint: "useradd --system granary")
  }

  private static func exists(_ name: String) -> Bool { unsafe getpwnam(name) != nil }

  /// The command, run as this user.
  func command(_ words: [String]) -> [String] {
    guard isAnother else { return words }
    return ["/usr/bin/setpriv", "--reuid=\(name)", "--regid=\(name)", "--clear-groups", "--"] + words
  }

  /// Gives a folder or file to this user.
  func own(_ path: String) throws {
    guard isAnother, let entry = unsafe getpwnam(name) else { return }
    let (user, group) = unsafe (entry.pointee.pw_uid, entry.pointee.pw_gid)
    guard unsafe chown(path, user, group) == 0 else {
      throw WarehouseError(.unavailable, path, "cannot be given to user \(name)")
    }
  }

  /// Runs one of PostgreSQL's programs as this user.
  func run(_ words: [String], in folder: String) throws -> ServerTools.Answer {
    var environment = ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder]
    environment["TZ"] = ProcessInfo.processInfo.environment["TZ"]
    return try ServerTools.run(command(words), in: folder, environment: environment)
  }
}
