import Foundation
import Postgres

extension EmbeddedServer {
  func makeFolders() throws {
    let files = FileManager.default
    try files.createDirectory(atPath: base, withIntermediateDirectories: true)
    if account.isAnother {
      // The server's user must be able to walk through.
      try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: "/var/lib/granary")
    }
    for folder in [base, socketFolder] {
      if !files.fileExists(atPath: folder) {
        try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
      }
      var about = stat()
      guard unsafe lstat(folder, &about) == 0, about.st_mode & S_IFMT == S_IFDIR else {
        throw WarehouseError(.unavailable, folder, "is no folder of ours")
      }
      try files.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder)
      try account.own(folder)
    }
  }

  /// Makes the cluster beside its place and moves it there when it is whole, so that a killed first start leaves
  /// nothing that looks like a cluster. Such a start's `initdb` may still be at work: each has a folder of its own.
  func makeCluster() throws {
    let leftovers = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
    for name in leftovers where name.hasPrefix("data.new.") {
      try? FileManager.default.removeItem(atPath: base + "/" + name)
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
    try? FileManager.default.removeItem(atPath: data)
    try FileManager.default.moveItem(atPath: fresh, toPath: data)
  }

  /// Our settings, written anew at each start: what stands there is what this granary wants.
  func writeFiles(logins: [String]) throws {
    let include = "include_if_exists 'granary.conf'"
    let main = (try? String(contentsOfFile: data + "/postgresql.conf", encoding: .utf8)) ?? ""
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
  func readLogins() -> [String] {
    let text = (try? String(contentsOfFile: data + "/pg_ident.conf", encoding: .utf8)) ?? ""
    var logins: [String] = []
    for line in text.split(separator: "\n") where line.hasPrefix("granary ") {
      guard let name = line.split(separator: " ").last.map({ $0.filter { $0 != "\"" } }) else { continue }
      if name != EmbeddedServer.owner, !logins.contains(name) { logins.append(name) }
    }
    return logins
  }

  /// Lets these logins in, and no others, at once.
  package func admit(_ logins: [String]) throws {
    guard logins.sorted() != readLogins().sorted() else { return }
    try write(identities(logins), to: "pg_ident.conf")
    try Connection(settings).execute("select pg_reload_conf()", doing: "let the logins in")
  }

  private func write(_ text: String, to name: String) throws {
    let path = data + "/" + name
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    try account.own(path)
  }
}
