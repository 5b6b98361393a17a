package import Foundation

/// Certificates of a test's own, in a folder: `server.pem` for 127.0.0.1 signed by `ca.pem`, `expired.pem` the same and
/// past its time, `self.pem` signed by nobody but itself; `other.pem` is an authority that has signed none of them.
package enum TestCertificates {
  package static func make(in folder: URL) throws {
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    for name in ["ca", "other"] {
      try openssl(
        ["req", "-x509"] + key + [
          "-days", "2", "-subj", "/CN=test authority", "-keyout", "\(name).key", "-out", "\(name).pem",
        ], in: folder)
    }
    try openssl(
      ["req"] + key + ["-subj", "/CN=127.0.0.1", "-keyout", "server.key", "-out", "server.csr"], in: folder)
    try Data("subjectAltName=IP:127.0.0.1\n".utf8).write(to: folder.appending(path: "names"))
    for (name, days) in [("server", "2"), ("expired", "-1")] {
      try openssl(
        [
          "x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", days,
          "-extfile", "names", "-out", "\(name).pem",
        ], in: folder)
    }
    try openssl(
      [
        "req", "-x509", "-key", "server.key", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
        "subjectAltName=IP:127.0.0.1", "-out", "self.pem",
      ], in: folder)
  }

  package struct Failed: Error { package var what: String }

  private static func openssl(_ arguments: [String], in folder: URL) throws {
    try run(["openssl"] + arguments, in: folder)
  }

  /// A tool that is done before this returns.
  package static func run(_ command: [String], in folder: URL) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = folder
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failed(what: command.joined(separator: " ")) }
  }
}
