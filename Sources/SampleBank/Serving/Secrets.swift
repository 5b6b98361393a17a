import Foundation
import Glibc

/// What the server needs and no two banks share: a certificate authority, a server certificate for this machine, and
/// for each endpoint the token its caller must show. All of it is made once and kept.
enum Secrets {
  static func write(to folder: String) throws {
    for endpoint in Endpoint.all {
      let token = "\(folder)/\(endpoint.tokenFile)"
      if !FileManager.default.fileExists(atPath: token) { try writePrivately(randomToken() + "\n", to: token) }
    }
    if !FileManager.default.fileExists(atPath: "\(folder)/tls/server.pem") { try makeCertificates("\(folder)/tls") }
  }

  /// Readable by its owner alone from the first byte.
  private static func writePrivately(_ text: String, to path: String) throws(BankError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard descriptor >= 0 else { throw BankError(path, "cannot be written (\(BankError.systemReason))") }
    defer { close(descriptor) }
    let bytes = Array(text.utf8)
    guard unsafe Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
      throw BankError(path, "cannot be written (\(BankError.systemReason))")
    }
  }

  private static func randomToken() -> String {
    var system = SystemRandomNumberGenerator()
    return (0..<4).map { _ in String(system.next(), radix: 36) }.joined()
  }

  private static func makeCertificates(_ folder: String) throws {
    let subject = "/O=Sample bank/CN="
    let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    try openssl(
      ["req", "-x509", "-days", "3650", "-subj", subject + "Sample CA", "-keyout", "ca.key", "-out", "ca.pem"] + key,
      in: folder)
    try openssl(
      ["req", "-subj", subject + "localhost", "-keyout", "server.key", "-out", "server.csr"] + key, in: folder)
    let names = "subjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth\n"
    let extensions = "\(folder)/server.ext"
    try Data(names.utf8).write(to: URL(fileURLWithPath: extensions))
    try openssl(
      [
        "x509", "-req", "-days", "3650", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
        "-extfile", "server.ext", "-out", "server.pem",
      ], in: folder)
    // The authority signs once; its key would only be one more thing to guard.
    for leftover in ["ca.key", "ca.srl", "server.csr", "server.ext"] {
      try? FileManager.default.removeItem(atPath: "\(folder)/\(leftover)")
    }
    unsafe chmod("\(folder)/server.key", 0o600)
  }

  private static func openssl(_ arguments: [String], in folder: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw BankError(folder, "openssl could not make the certificates", hint: "openssl must be installed")
    }
  }
}
