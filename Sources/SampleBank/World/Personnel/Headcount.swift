import Tabular

/// How many people each office and line had in a month.
struct Headcount: Sendable {
  struct Row: Sendable, Equatable {
    /// At the end of the month before.
    var opening = 0
    /// Who moves within the bank is counted in both places.
    var hired = 0
    var departed = 0

    var closing: Int { opening + hired - departed }
    /// Twice the average of opening and closing.
    var doubleAverage: Int { opening + closing }
  }

  /// The codes of `business_line`.
  static let lines = ["01", "02", "03", "04", "05"]

  let month: Month
  /// For each office of the tree its lines, in order.
  private(set) var rows = Array(repeating: Row(), count: Organisation.tree.count * Headcount.lines.count)

  init(_ month: Month, _ personnel: Personnel) {
    self.month = month
    let days = month.first...month.last
    let before = month.first.adding(days: -1)
    for member in personnel.members where member.hired <= month.last {
      if member.isEmployed(on: before) { rows[Headcount.place(member.post(on: before))].opening += 1 }
      if days.contains(member.hired) { rows[Headcount.place(member.firstPost)].hired += 1 }
      if let left = member.left, days.contains(left) { rows[Headcount.place(member.post(on: left))].departed += 1 }
      guard let move = member.move, days.contains(move.day) else { continue }
      let (old, new) = (Headcount.place(member.firstPost), Headcount.place(move.post))
      if old == new { continue }
      rows[old].departed += 1
      rows[new].hired += 1
    }
  }

  static func place(office: Int, line: Int) -> Int { office * lines.count + line }

  private static func place(_ post: StaffMember.Post) -> Int {
    guard let line = lines.firstIndex(of: post.line) else { preconditionFailure("no line \(post.line)") }
    return place(office: post.office, line: line)
  }
}
