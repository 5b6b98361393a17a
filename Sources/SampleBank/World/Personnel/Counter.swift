import Tabular

/// Who serves customers at the counter of an office.
struct Counter: Sendable {
  /// By the office's number, everyone who ever worked there.
  private let members: [String: [StaffMember]]

  init(_ personnel: Personnel) {
    var members: [String: [StaffMember]] = [:]
    for member in personnel.members {
      for office in Set([member.firstPost.office, member.move?.post.office ?? member.firstPost.office]) {
        members[Organisation.tree[office].number, default: []].append(member)
      }
    }
    self.members = members
  }

  /// The number of somebody of the retail line who is on duty there on the date; nil where nobody is.
  func someone(at office: String, on date: BusinessDate, _ chance: inout SplitMix64) -> String? {
    let present = members[office, default: []].filter { member in
      let post = member.post(on: date)
      return member.isEmployed(on: date) && member.status(on: date) == "01" && post.line == "03"
        && Organisation.tree[post.office].number == office
    }
    return present.isEmpty ? nil : chance.pick(present).number
  }
}
