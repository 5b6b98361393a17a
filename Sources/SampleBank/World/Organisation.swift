import Tabular

/// One office of the bank: head office, branch of a city, sub-branch of a district.
struct Organisation: Sendable {
  let number: String
  let name: String
  let parent: String
  /// A code of `org_level`.
  let level: String
  let opened: BusinessDate

  /// Two sub-branches in every district; a branch's first three digits are those of all its sub-branches.
  static let tree: [Organisation] = {
    func day(_ offset: Int) -> BusinessDate { BusinessDate(daysSince2000: Int32(2571 + offset)) }
    var tree = [Organisation(number: "000000", name: "总行", parent: "", level: "1", opened: day(0))]
    for city in Places.cities {
      let prefix = "0\(city.branch)"
      let branch = prefix + "000"
      tree.append(
        Organisation(
          number: branch, name: city.name + "分行", parent: "000000", level: "2", opened: day(city.branch * 11)))
      for (place, district) in city.districts.enumerated() {
        for (turn, kind) in ["支行", "科技支行"].enumerated() {
          let number = prefix + String(String(1001 + place * 2 + turn).dropFirst())
          let name = city.name + district.name + kind
          tree.append(
            Organisation(
              number: number, name: name, parent: branch, level: "3", opened: day(city.branch * 13 + place * 97 + turn))
          )
        }
      }
    }
    return tree
  }()

  static let subBranches = tree.filter { $0.level == "3" }

  static func subBranches(of city: Places.City) -> [Organisation] { byBranch[city.branch] ?? [] }

  private static let byBranch = Dictionary(grouping: subBranches) { Int($0.number.prefix(3)) ?? 0 }
}
