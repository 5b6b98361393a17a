import Tabular

/// The relations system as the days go by. It knows what the loan system did on the same day.
struct RelationsBook: Sendable {
  private let world: World
  private let personnel: Personnel
  private var courtesy = Courtesy()
  private(set) var managers: StewardBook
  private(set) var mergers: MergerBook
  private(set) var opportunities: OpportunityBook
  private(set) var errands: ErrandBook
  private(set) var contacts: ContactBook
  /// The last date it has moved to, counted from 0.
  private(set) var day = -1

  init(_ world: World, _ personnel: Personnel) {
    self.world = world
    self.personnel = personnel
    managers = StewardBook(world, personnel)
    mergers = MergerBook(world)
    opportunities = OpportunityBook(world)
    errands = ErrandBook(world)
    contacts = ContactBook(world)
  }

  mutating func move(to day: Int, _ lending: LendingBook) {
    self.day = day
    let roster = Roster(personnel, on: world.dates[day])
    managers.move(to: day, roster)
    mergers.move(to: day, roster)
    opportunities.move(to: day, roster, &courtesy)
    errands.move(to: day, roster, opportunities, managers, lending)
    contacts.move(to: day, roster, opportunities, managers, lending, &courtesy)
  }
}
