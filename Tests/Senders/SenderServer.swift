package import Feeds
package import Foundation
import Tabular

/// A sender's real server on loopback, with keys, certificates and secrets of its own, in a folder of its own.
///
/// It ends with this process, however that ends: `guard.py` holds it.
package final class SenderServer: @unchecked Sendable {
  package typealias Kind = RemoteFolder.Transport

  package let kind: Kind
  package let folder: URL
  /// What it serves.
  package var files: URL { folder.appending(path: "files") }
  package let port: Int
  private let isTLS: Bool
  private var guardian: (process: Process, input: Pipe)?

  package static func scripts(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Scripts/\(name)").path
  }

  /// - Parameters:
  ///   - certificate: of `TestCertificates`.
  ///   - speaksTLS: an FTP server may be without.
  package init(_ kind: Kind, certificate: String = "server", speaksTLS: Bool = true) throws {
    self.kind = kind
    isTLS = speaksTLS
    folder = FileManager.default.temporaryDirectory.appending(path: "granary-sender-\(UUID().uuidString)")
    port = try SenderServer.freePort()
    try FileManager.default.createDirectory(at: folder.appending(path: "files"), withIntermediateDirectories: true)
    try TestCertificates.make(in: folder)
    if certificate != "server" {
      try FileManager.default.removeItem(at: folder.appending(path: "server.pem"))
      try FileManager.default.copyItem(
        at: folder.appending(path: "\(certificate).pem"), to: folder.appending(path: "server.pem"))
    }
    for key in ["host", "id", "stranger"] where kind == .sftp {
      try TestCertificates.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], in: folder)
    }
    try secret("password", "right-password")
    try secret("token", "right-token")
    try start()
  }

  deinit {
    kill()
    try? FileManager.default.removeItem(at: folder)
  }

  /// - Parameter rate: bytes a second that a download may take; 0: as many as there are.
  package func start(rate: Int = 0) throws {
    kill()
    let python = "/usr/bin/python3"
    let command: [String]
    switch kind {
    case .sftp:
      // sshd, as root, wants this folder; a distribution's own service makes it.
      if geteuid() == 0 { unsafe mkdir("/run/sshd", 0o755) }
      let session = "\(python) \(SenderServer.scripts("sftp_session.py")) \(folder.path) \(rate)"
      try write(
        "sshd.conf",
        """
        ListenAddress 127.0.0.1
        HostKey \(folder.path)/host
        AuthorizedKeysFile \(folder.path)/id.pub
        PidFile none
        StrictModes no
        UsePAM no
        PasswordAuthentication yes
        PermitRootLogin yes
        LogLevel VERBOSE
        Subsystem sftp \(session)

        """)
      command = [
        "/usr/sbin/sshd", "-D", "-E", "\(folder.path)/sshd.log", "-f", "\(folder.path)/sshd.conf", "-p", "\(port)",
      ]
    case .ftps, .ftpes:
      let mode = isTLS ? kind.rawValue : "ftp"
      command = [python, SenderServer.scripts("ftps_server.py"), folder.path, mode, "\(port)", "\(rate)"]
    case .https:
      try write("nginx.conf", SenderServer.nginx(folder.path, port, rate))
      command = ["/usr/sbin/nginx", "-c", "\(folder.path)/nginx.conf", "-e", "\(folder.path)/nginx.err"]
    }
    let (process, input) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [SenderServer.scripts("guard.py")] + command
    process.standardInput = input
    process.standardError = FileHandle.nullDevice
    try process.run()
    guardian = (process, input)
    for _ in 0..<400 {
      if SenderServer.answers(port) { return }
      usleep(25_000)
    }
    throw TestCertificates.Failed(what: "\(kind) did not start")
  }

  /// Ends it with SIGKILL, whatever it is doing.
  package func kill() {
    guard let guardian else { return }
    try? guardian.input.fileHandleForWriting.close()
    guardian.process.waitUntilExit()
    self.guardian = nil
  }

  private static func nginx(_ folder: String, _ port: Int, _ rate: Int) -> String {
    """
    daemon off; master_process off; worker_processes 1; pid \(folder)/nginx.pid; error_log \(folder)/nginx.err;
    events {}
    http {
      log_format sent '$request_method $uri $status $body_bytes_sent';
      access_log \(folder)/nginx.log sent;
      client_body_temp_path \(folder)/t1; proxy_temp_path \(folder)/t2; fastcgi_temp_path \(folder)/t3;
      uwsgi_temp_path \(folder)/t4; scgi_temp_path \(folder)/t5;
      server {
        listen 127.0.0.1:\(port) ssl; ssl_certificate \(folder)/server.pem; ssl_certificate_key \(folder)/server.key;
        location / {
          root \(folder)/files; limit_rate \(rate); sendfile on; disable_symlinks off;
          if ($http_authorization != "Bearer right-token") { return 401; }
        }
        location /elsewhere/ { return 302 https://127.0.0.1:1/; }
      }
    }

    """
  }
}

extension SenderServer {
  /// As an endpoint would declare it.
  package var remote: RemoteFolder {
    let place = "127.0.0.1:\(port)" + (kind == .sftp ? files.path : "")
    return RemoteFolder(
      name: "core", location: SourceLocation(file: "Pipelines/night.yaml", line: 7, column: 3), transport: kind,
      place: place, access: access,
      limits: FetchLimits(connectTime: 5_000, answerTime: 10_000, silence: 5_000, attempts: 1, backoff: 50, seed: 1))
  }

  package var access: Access {
    let path = { (name: String) in self.folder.appending(path: name).path }
    switch kind {
    case .sftp:
      return Access(login: .key(user: NSUserName(), file: path("id")), trust: .hostKeys([fingerprint("host")]))
    case .ftps, .ftpes:
      return Access(
        login: .password(user: "granary", file: path("password")), trust: .authority(file: path("ca.pem")))
    case .https: return Access(login: .token(file: path("token")), trust: .authority(file: path("ca.pem")))
    }
  }

  /// As `ssh-keygen -l` prints it.
  package func fingerprint(_ key: String) -> String {
    let (process, output) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["ssh-keygen", "-lf", folder.appending(path: key + ".pub").path]
    process.standardOutput = output
    try? process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: " ").dropFirst().first.map(String.init) ?? ""
  }

  /// How many bytes it says it has sent of a file, for each transfer that it saw to its end.
  package func sent(_ name: String) -> [Int] {
    let (log, pattern): (String, Regex<(Substring, Substring)>) =
      switch kind {
      case .sftp: ("sftp.log", #/close ".*/NAME" bytes read (\d+) written 0/#)
      case .ftps, .ftpes: ("ftps.log", #/sent (\d+) NAME/#)
      case .https: ("nginx.log", #/GET .*/NAME 20[06] (\d+)/#)
      }
    let text = (try? String(contentsOf: folder.appending(path: log), encoding: .utf8)) ?? ""
    return text.split(whereSeparator: \.isNewline).compactMap { line in
      guard let found = line.replacing(name, with: "NAME").firstMatch(of: pattern) else { return nil }
      return Int(found.output.1)
    }.filter { $0 > 0 || kind != .sftp }
  }

  package func secret(_ name: String, _ text: String, mode: Int = 0o600) throws {
    try write(name, text + "\n")
    try FileManager.default.setAttributes(
      [.posixPermissions: mode], ofItemAtPath: folder.appending(path: name).path)
  }

  package func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  /// Puts a file into what it serves: as a careful sender does, under another name first.
  package func put(_ path: String, _ bytes: [UInt8], modified: Int = 1_763_600_000) throws {
    let file = files.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file, options: .atomic)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: Double(modified))], ofItemAtPath: file.path)
  }

  private static func freePort() throws -> Int {
    let socket = unsafe Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = loopback(0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe bind(socket, pointer, size) == 0 && getsockname(socket, pointer, &size) == 0
      }
    }
    guard isBound else { throw TestCertificates.Failed(what: "no free port") }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  private static func answers(_ port: Int) -> Bool {
    let socket = unsafe Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = loopback(port)
    return unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe connect(socket, pointer, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }

  private static func loopback(_ port: Int) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(UInt16(port).bigEndian)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    return address
  }
}
