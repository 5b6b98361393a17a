import Tabular

/// What a server says of a file besides its bytes: the same stamp twice is the same file.
package struct RemoteStamp: Hashable, Codable, Sendable {
  /// Nil where the server does not say; then the end of the transfer is the end of the file.
  package var bytes: Int?
  /// Seconds since 1970.
  package var modified: Int?
  /// An HTTPS server's `ETag`.
  package var tag: String?

  package init(bytes: Int?, modified: Int? = nil, tag: String? = nil) {
    self.bytes = bytes
    self.modified = modified
    self.tag = tag
  }

  /// What a server has to compare before it answers with the rest of a file; nil where a rest could be of another file.
  var condition: String? {
    if let tag, tag.hasPrefix("\"") { return tag }
    return modified.flatMap { 0..<253_402_300_800 ~= $0 ? RemoteStamp.httpDate($0) : nil }
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`, whatever the locale.
  static func httpDate(_ seconds: Int) -> String {
    let days = seconds / 86_400
    let date = BusinessDate(daysSince2000: Int32(days - 10_957))
    let (year, month, day) = date.components
    let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][date.weekday - 1]
    let name = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"][month - 1]
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    let time = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60].map(two).joined(separator: ":")
    return "\(weekday), \(two(day)) \(name) \(year) \(time) GMT"
  }
}
