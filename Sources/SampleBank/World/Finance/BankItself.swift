/// What the bank knows of itself over all dates: its people, and what its customers brought and cost.
struct BankItself: Sendable {
  /// As other registers name it.
  static let name = "江城银行股份有限公司"

  let personnel: Personnel
  let acquisitions: Acquisitions

  init(_ world: World) {
    guard let last = world.dates.last else { preconditionFailure("a bank has dates") }
    personnel = Personnel(seed: world.seed, until: last)
    acquisitions = Acquisitions(world)
  }
}
