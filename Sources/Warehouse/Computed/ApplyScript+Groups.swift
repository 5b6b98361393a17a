/// What an apply does for groups of indicators.
extension ApplyScript {
  func tables(_ change: GroupChange) -> [String] {
    switch (change.kind, change.before, change.after) {
    case (.add, _, let new?): GroupSQL(group: new).create
    case (.drop, let old?, _): GroupSQL(group: old).drop
    case (.rebuild, let old?, let new?): GroupSQL(group: old).drop + GroupSQL(group: new).create
    case (_, _, let new?): GroupSQL(group: new).add(change.gained)
    default: []
    }
  }

  func access(_ group: GroupDefinition) -> [String] {
    let change = groupChanges.first { $0.group == group.id }
    guard readersChanged || change?.isOfAccess ?? false else { return [] }
    let sql = GroupSQL(group: group)
    let isNew = change?.kind == .add || change?.kind == .rebuild
    guard isNew || readersChanged else { return sql.grants(grantees) }
    let old = isNew ? [] : ["clearance"] + oldGrantees.filter { $0.prefix != nil }.map(\.role)
    return sql.grants(grantees) + sql.policies(grantees, drop: old)
  }
}
