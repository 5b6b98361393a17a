import Foundation
import Postgres
import Tabular

extension EmbeddedServer {
  func makeFolders() throws {
    try FileSystem.makeFolder(base)
    // The server's user must be able to walk through.
    if account.isAnother { try setMode(0o755, "/var/lib/granary") }
    for folder in [base, socketFolder] {
      try FileSystem.makeFolder(folder)
      var about = stat()
      guard unsafe lstat(folder, &about) == 0, about.st_mode & S_IFMT == S_IFDIR else {
        throw WarehouseError(.unavailable, folder, "is no folder of ours")
      }
      try setMode(0o700, folder)
      try account.own(folder)
    }
  }

  private func setMode(_ mode: mode_t, _ path: String) throws(StorageError) {
    guard unsafe chmod(path, mode) == 0 else { throw StorageError(place: path, code: errno) }
  }

  /// Makes the cluster beside its place and moves it there when it is whole, so that a killed first start leaves
  /// nothing that looks like a cluster. Such a start's `initdb` may still be at work: each has a folder of its own.
  func makeCluster() throws {
    for name in try FileSystem.names(in: base) where name.hasPrefix("data.new.") {
      try? FileSystem.remove(base + "/" + name)
    }
    let fresh = base + "/data.new.\(UUID().uuidString.prefix(8))"
    let answer = try account.run(
      [
        ServerTools.find("initdb"), "-D", fresh, "-U", EmbeddedServer.owner, "--encoding=UTF8", "--locale=C",
        "--data-checksums", "--auth=peer",
      ] + (size == .test ? ["--no-sync"] : []), in: base)
    guard answer.status == 0 else {
      throw WarehouseError(
        .unavailable, "warehouse", "initdb failed: \(answer.output.split(separator: "\n").last ?? "")",
        hint: "is there space in \(base)?")
    }
    // What lies there without being a cluster may have been one: it is nobody's to throw away unasked.
    if try !FileSystem.names(in: data).isEmpty {
      try FileSystem.rename(data, to: base + "/data.aside.\(UUID().uuidString.prefix(8))")
    }
    try FileSystem.rename(fresh, to: data)
  }

  /// Our settings, written anew at each start: what stands there is what this granary wants.
  func writeFiles(logins: [String]) throws {
    let include = "include_if_exists 'granary.conf'"
    let main = try FileSystem.text(of: data + "/postgresql.conf") ?? ""
    if !main.contains(include) { try write(main + "\n\(include)\n", to: "postgresql.conf") }
    try write(ServerConfiguration(size: size, socketFolder: socketFolder).text, to: "granary.conf")
    try write(
      "# Who is calling, the operating system says; pg_ident.conf says who may be whom.\nlocal all all peer map=granary\n",
      to: "pg_hba.conf")
    try write(identities(logins), to: "pg_ident.conf")
  }

  /// The runner, root and the server's user may be the owner and each login of the catalog.
  private func identities(_ logins: [String]) -> String {
    var users = ["root", ServerAccount.runner, account.name]
    users = users.enumerated().filter { users.firstIndex(of: $0.element) == $0.offset }.map(\.element)
    var lines = ["# map      operating system's user      user of the warehouse"]
    for user in users {
      for login in [EmbeddedServer.owner] + logins { lines.append("granary  \"\(user)\"  \(Identifier.quoted(login))") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The logins the file lets in now.
  func readLogins() throws(StorageError) -> [String] {
    let text = try FileSystem.text(of: data + "/pg_ident.conf") ?? ""
    var logins: [String] = []
    for line in text.split(separator: "\n") where line.hasPrefix("granary ") {
      guard let name = line.split(separator: " ").last.map({ $0.filter { $0 != "\"" } }) else { continue }
      if name != EmbeddedServer.owner, !logins.contains(name) { logins.append(name) }
    }
    return logins
  }

  /// Lets these logins in, and no others, at once.
  package func admit(_ logins: [String]) throws {
    guard try logins.sorted() != readLogins().sorted() else { return }
    try write(identities(logins), to: "pg_ident.conf")
    try Connection(settings).execute("select pg_reload_conf()", doing: "let the logins in")
  }

  private func write(_ text: String, to name: String) throws {
    try FileSystem.replace(data + "/" + name, with: Array(text.utf8), mode: 0o600) { try account.own($0) }
  }
}
