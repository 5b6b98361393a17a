import Tabular

/// How the channels' log is written: events numbered through the day, times with their zone, an empty `.ok` file at
/// the end.
enum ChannelLog {
  /// The first digit of an event's number of the day; logins have 0.
  enum Kind: Int { case view = 1, step }

  /// Numbers the events of one feed: no two events of the log have the same.
  struct Events {
    private let head: String
    private var count = 0

    init(_ kind: Kind, on date: BusinessDate) { head = "E" + date.compact + String(kind.rawValue) }

    mutating func next() -> String {
      count += 1
      return head + Spelling.padded(count, 10)
    }
  }

  /// `2025-11-20T08:01:02+08:00`
  static func time(_ second: Int, on date: BusinessDate) -> String {
    "\(date)T" + Spelling.clock(second, separator: ":") + "+08:00"
  }

  static func close(_ delivery: Delivery, _ table: String, on date: BusinessDate, _ courier: Courier) throws {
    _ = try delivery.finish()
    try delivery.close()
    try courier.write("", to: "X3/\(table)_\(date.compact).ok")
  }

  static func close(_ delivery: Delivery, _ table: String, on day: Int, in night: Night) throws -> Tally {
    try close(delivery, table, on: night.world.dates[day], night.courier)
    return try night.settle(delivery, state: night.happened(delivery.layout, delivery.tally))
  }
}
