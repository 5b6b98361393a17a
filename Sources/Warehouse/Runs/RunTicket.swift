import Foundation
import Tabular

/// Who a run is, in what the server can show: `granary:<run>:<process>:<host>:<process start>` as application name.
///
/// 63 bytes is the most the server keeps, so the host is cut. With the start of the process a number that was given
/// out again does not pass for the run that died.
package struct RunTicket: Hashable, Sendable {
  /// 16 hexadecimal digits.
  package var run: String
  package var process: Int32
  package var host: String
  package var processStart: UInt64
  /// What `meta.epoch` must say for this run to publish.
  package var epoch: Int64

  package var applicationName: String { "granary:\(run):\(process):\(host):\(processStart)" }

  /// A run of this process.
  static func ours() throws(StorageError) -> RunTicket {
    var random = SystemRandomNumberGenerator()
    let digits = String(UInt64.random(in: 0...UInt64.max, using: &random), radix: 16)
    let process = ProcessInfo.processInfo.processIdentifier
    return RunTicket(
      run: String(repeating: "0", count: 16 - digits.count) + digits, process: process, host: ourHost,
      processStart: try startOfProcess(process) ?? 0, epoch: 0)
  }

  /// Reads an application name; nil where it is none of a run's.
  init?(applicationName: String) {
    let parts = applicationName.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0] == "granary", let process = Int32(parts[2]), let start = UInt64(parts[4])
    else { return nil }
    self.init(run: String(parts[1]), process: process, host: String(parts[3]), processStart: start, epoch: 0)
  }

  init(run: String, process: Int32, host: String, processStart: UInt64, epoch: Int64) {
    self.run = run
    self.process = process
    self.host = host
    self.processStart = processStart
    self.epoch = epoch
  }

  /// Whether this host can say for certain that the process is gone. Of another host's nobody here can.
  var isDead: Bool {
    guard host == RunTicket.ourHost else { return false }
    do { return try RunTicket.startOfProcess(process) != processStart } catch { return false }
  }

  static var ourHost: String {
    String(ProcessInfo.processInfo.hostName.prefix { $0 != "." }.filter { $0.isASCII && $0 != ":" }.prefix(18))
  }

  /// In clock ticks since boot: field 22 of `/proc/<pid>/stat`, counted behind the last `)`, for a command's name may
  /// hold blanks. Nil where there is no such process, or only its unburied rest.
  static func startOfProcess(_ process: Int32) throws(StorageError) -> UInt64? {
    guard let stat = try FileSystem.text(ofProcess: process, "stat"), let close = stat.lastIndex(of: ")") else {
      return nil
    }
    let fields = stat[stat.index(after: close)...].split(separator: " ")
    guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
    return UInt64(fields[19])
  }
}
