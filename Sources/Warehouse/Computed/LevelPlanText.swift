/// Labels, opportunities and KPIs that are of another level than they were: which marts lose or gain them.
extension CatalogPlan {
  var levelLines: [String] {
    let (old, new) = (before.computed, after.computed)
    return moved("labels", old.labels.mapValues(\.level), new.labels.mapValues(\.level))
      + moved("opportunities", old.opportunities.mapValues(\.level), new.opportunities.mapValues(\.level))
      + moved("KPIs", old.kpis.mapValues(\.level), new.kpis.mapValues(\.level))
  }

  private func moved(_ what: String, _ old: [String: Int], _ new: [String: Int]) -> [String] {
    (1...4).flatMap { mart -> [String] in
      let others = new.keys.sorted().filter { id in old[id].map { ($0 <= mart) != (new[id]! <= mart) } ?? false }
      let gained = others.filter { new[$0]! <= mart }
      let lost = others.filter { new[$0]! > mart }
      let logins = after.readers.logins(reading: mart).map(\.name)
      let who = logins.isEmpty ? "no login reads here" : logins.joined(separator: ", ")
      return (gained.isEmpty ? [] : ["mart_l\(mart)  + \(Self.counted(gained, what)), now of a lower level; \(who)"])
        + (lost.isEmpty ? [] : ["mart_l\(mart)  - \(Self.counted(lost, what)), now of a higher level; \(who)"])
    }
  }
}
