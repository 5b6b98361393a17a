import Tabular

/// Who works where on one date, and who of them looks after customers. Employees are places among the bank's personnel,
/// offices places in `Organisation.tree`.
struct Roster: Sendable {
  private var offices: [Int: Int] = [:]
  private var onDuty: Set<Int> = []
  private var managersByOffice: [Int: [Int]] = [:]
  /// The operations department of the head office, on duty.
  private(set) var operations: [Int] = []

  init(_ personnel: Personnel, on date: BusinessDate) {
    var best: [Int: Int] = [:]
    for (place, member) in personnel.members.enumerated() where member.isEmployed(on: date) {
      let post = member.post(on: date)
      offices[place] = post.office
      let isOnDuty = member.status(on: date) == "01"
      if isOnDuty { onDuty.insert(place) }
      if post.office == 0, post.position == "08", isOnDuty { operations.append(place) }
      let rank = Roster.rank(post.position, isOnDuty: isOnDuty)
      if rank < best[post.office] ?? .max {
        best[post.office] = rank
        managersByOffice[post.office] = []
      }
      if rank == best[post.office] { managersByOffice[post.office, default: []].append(place) }
    }
  }

  /// Managers on duty, else managers on leave, else whoever is there.
  private static func rank(_ position: String, isOnDuty: Bool) -> Int {
    let isManager = position == "01" || position == "02"
    return isManager ? (isOnDuty ? 0 : 1) : (isOnDuty ? 2 : 3)
  }

  func works(_ member: Int, at office: Int) -> Bool { offices[member] == office }

  func isOnDuty(_ member: Int) -> Bool { onDuty.contains(member) }

  /// Who may take on a customer of the office; empty only where nobody works.
  func managers(of office: Int) -> [Int] { managersByOffice[office] ?? [] }
}

extension StaffMember {
  /// Since when the employee has had the post of `date`.
  func start(of date: BusinessDate) -> BusinessDate {
    guard let move, move.day <= date else { return hired }
    return move.day
  }
}

extension Organisation {
  /// Where an office stands in the tree, by its number.
  static let ordinals = Dictionary(uniqueKeysWithValues: tree.enumerated().map { ($1.number, $0) })
}

extension Customer {
  /// An index of `Organisation.tree`.
  var office: Int { Organisation.ordinals[organisation.number] ?? 0 }
}
