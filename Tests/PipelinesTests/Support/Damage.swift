import Foundation
import Pipelines
import Tabular
import Testing

/// One sender's mistake, and the way back.
struct Damage {
  var feed: String
  var exit: ExitCode
  var harm: () throws -> Void
  var heal: () throws -> Void

  /// One for each way a delivery can be wrong as a whole.
  static func all(of bank: TestBank) throws -> [Damage] {
    let date = TestBank.last.compact
    let drop = { (name: String) in SenderFile("\(bank.drop)/\(name)") }
    return [
      // The control total is off by a cent, the row count by one.
      try Damage("X2/balance", drop("X2/LN_BAL_\(date).ctl"), beside: drop("X2/LN_BAL_\(date).dat.gz")) { file in
        try file.edit { text in
          text.replacing(/BALANCE=(-?\d+)\.(\d)(\d)/) { "BALANCE=\($0.output.1).\($0.output.2)\(other($0.output.3))" }
        }
      },
      try Damage("T/declaration", drop("T/TAX_DECL_\(date).ctl"), beside: drop("T/TAX_DECL_\(date).txt.gz")) { file in
        try file.edit { text in text.replacing(/ROWS=(\d+)/) { "ROWS=\((Int($0.output.1) ?? 0) + 1)" } }
      },
      // The marker that says the file is complete has not come.
      try Damage("X3/login", drop("X3/LOGIN_\(date).ok"), exit: .sourceMissing) {
        try FileManager.default.removeItem(atPath: $0.path)
      },
      // The transfer broke off.
      try Damage("X1/posting", drop("X1/POST_\(date).dat.gz")) { file in
        let bytes = try file.read()
        try file.write(Array(bytes.prefix(bytes.count / 2)))
      },
      // Yesterday's file under today's name.
      try Damage("X1/account", drop("X1/ACCT_\(date).dat.gz")) { file in
        let text = try file.unzipped()
        let start = try #require(text.dropLast().lastIndex(of: UInt8(ascii: "\n"))) + 1
        try file.zip(Array(text[..<start]) + Array("T20251119".utf8) + Array(text[(start + 9)...]))
      },
      // The token is not the server's.
      try Damage("G/social", SenderFile(bank.folder + "/.granary/bank/secrets/social.token"), exit: .sourceMissing) {
        file in
        try file.write(Array("another-token\n".utf8))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
      },
    ]
  }

  private static func other(_ digit: Substring) -> String { digit == "9" ? "8" : String((Int(digit) ?? 0) + 1) }

  /// Heals by delivering what was there before, and the file that belongs to it.
  private init(
    _ feed: String, _ file: SenderFile, beside other: SenderFile? = nil, exit: ExitCode = .gateFailed,
    _ harm: @escaping (SenderFile) throws -> Void
  ) throws {
    let files = [file, other].compactMap(\.self)
    let originals = try files.map { try $0.read() }
    self.feed = feed
    self.exit = exit
    self.harm = { try harm(file) }
    heal = {
      for (file, bytes) in zip(files, originals) {
        try file.write(bytes)
        if file.path.hasSuffix(".token") {
          try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        }
      }
    }
  }
}
