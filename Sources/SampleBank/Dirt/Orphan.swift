/// Records of an account or customer that the ledger has never named: they load, and wait.
extension Stainer {
  func unresolved(_ draft: Draft, _ chance: inout SplitMix64) -> Stain? {
    // Another key would be another row.
    guard let place = layout.reference, !layout.key.contains(place) else { return nil }
    let unknown =
      layout.fields[place].kind == .account
      ? Account.number(chance.below(1_000_000_000), issuer: "62179911") : "99" + chance.digits(8)
    return stain(.unresolved, draft, place, unknown)
  }
}
