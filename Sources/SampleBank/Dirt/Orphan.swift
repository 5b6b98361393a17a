/// Records of something that nobody has ever delivered, an account, a customer, a declaration: they load, and wait.
extension Stainer {
  func unresolved(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    // Another key would be another row.
    guard let place = layout.reference, !layout.key.contains(place) else { return nil }
    let unknown =
      switch layout.fields[place].kind {
      case .account: Account.number(chance.below(1_000_000_000), issuer: "62179911")
      case .digits(let count): "99" + chance.digits(count - 2)
      default: preconditionFailure("a reference is an account or a number")
      }
    return stain(.unresolved, draft, place, unknown)
  }
}
