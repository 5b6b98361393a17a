import Tabular

/// Everyone who has worked for the bank since 2008, and will until the last date.
///
/// Each seat of each office has one employee after another; a seat stays empty for some weeks between two.
struct Personnel: Sendable {
  /// By staff number, which rises with the day of hiring.
  let members: [StaffMember]

  private typealias Seat = StaffMember.Post

  init(seed: UInt64, until last: BusinessDate) {
    var chance = SplitMix64(seed: seed, "personnel")
    var careers: [(hired: BusinessDate, left: BusinessDate?, seat: Seat)] = []
    let seats = Personnel.seats
    for seat in seats {
      var hired = max(Organisation.tree[seat.office].opened, CodeTables.day(2008, 1, 1))
        .adding(days: chance.below(3000))
      while hired <= last {
        while !BankCalendar.isWorkday(hired) { hired = hired.adding(days: 1) }
        let left = hired.adding(days: chance.within(200...6000))
        careers.append((hired, left <= last ? left : nil, seat))
        hired = left.adding(days: chance.within(5...60))
      }
    }
    careers.removeAll { $0.hired > last }
    let order = careers.indices.sorted { (careers[$0].hired, $0) < (careers[$1].hired, $1) }
    members = order.enumerated().map { ordinal, index in
      let (hired, left, seat) = careers[index]
      return StaffMember(
        number: String(1_000_001 + ordinal), name: Personnel.name(&chance), sex: chance.pick(["1", "2"]), hired: hired,
        left: left, firstPost: seat, move: Personnel.move(from: seat, hired, left ?? last, seats, &chance),
        absence: Personnel.absence(hired, left ?? last, &chance))
    }
  }

  func employed(on date: BusinessDate) -> Int { members.count { $0.isEmployed(on: date) } }

  func known(on date: BusinessDate) -> Int { members.count { $0.isKnown(on: date) } }

  /// One in three moves to a post like another one of the bank's.
  private static func move(
    from seat: Seat, _ hired: BusinessDate, _ end: BusinessDate, _ seats: [Seat], _ chance: inout SplitMix64
  ) -> (day: BusinessDate, post: Seat)? {
    let days = Int(end.daysSince2000 - hired.daysSince2000)
    let other = chance.pick(seats)
    guard days > 120, other != seat, chance.chance(1, in: 3) else { return nil }
    return (hired.adding(days: chance.within(60...days - 30)), other)
  }

  /// Half of all are away once: on leave, or released from duty.
  private static func absence(
    _ hired: BusinessDate, _ end: BusinessDate, _ chance: inout SplitMix64
  ) -> StaffMember.Absence? {
    let days = Int(end.daysSince2000 - hired.daysSince2000)
    guard days > 240, chance.chance(1, in: 2) else { return nil }
    let from = hired.adding(days: chance.within(30...days - 200))
    return StaffMember.Absence(
      status: chance.chance(4, in: 5) ? "02" : "03", days: from...from.adding(days: chance.within(10...158)))
  }

  private static func name(_ chance: inout SplitMix64) -> String {
    let first = chance.pick(Words.surnames) + chance.pick(chance.chance(1, in: 50) ? Words.fourByte : Words.given)
    return chance.chance(1, in: 4) ? first : first + chance.pick(Words.given)
  }

  private static let seats: [Seat] = Organisation.tree.enumerated().flatMap { place, office in
    (establishment[office.level] ?? []).flatMap { line, position, count in
      repeatElement(Seat(office: place, line: line, position: position), count: count)
    }
  }

  /// How many people an office has, by its level: `business_line`, `staff_position`, heads.
  private static let establishment: [String: [(line: String, position: String, count: Int)]] = [
    "1": [
      ("01", "06", 4), ("02", "06", 3), ("03", "06", 4), ("04", "05", 6), ("05", "04", 8), ("05", "05", 8),
      ("05", "06", 6), ("05", "07", 14), ("05", "08", 8),
    ],
    "2": [
      ("01", "01", 4), ("02", "01", 2), ("03", "02", 2), ("04", "05", 1), ("05", "04", 2), ("05", "05", 1),
      ("05", "06", 2), ("05", "07", 1), ("05", "08", 2),
    ],
    "3": [
      ("01", "01", 1), ("02", "01", 2), ("03", "01", 1), ("03", "02", 1), ("03", "03", 2), ("05", "06", 1),
      ("05", "08", 1),
    ],
  ]
}
