/// What `\d+` says beside a column: its Chinese name, its level, its meaning, and whom to ask for what is not shown.
enum CommentText {
  /// `用电量 kWh · 2级 · 当月抄见电量`, or `联系手机 · 3级，此处为脱敏值；原值找 普惠金融部 李蓉`.
  static func column(_ item: AssetDefinition.Item, _ asset: AssetDefinition, at clearance: Int) -> String {
    let name = item.zh + (item.unit.map { " " + $0 } ?? "")
    if item.visibility(at: clearance) == .masked {
      return "\(name) · \(item.level)级，此处为脱敏值；原值找 \(owner(item, asset))"
    }
    return "\(name) · \(item.level)级" + (item.meaning.isEmpty ? "" : " · \(item.meaning)")
  }

  /// `普惠金融部 李蓉；审批 安全管理部 孙颖`
  static func ask(_ item: AssetDefinition.Item, _ asset: AssetDefinition, _ readers: Readers) -> String {
    owner(item, asset) + (readers.approver.isEmpty ? "" : "；审批 \(readers.approver)")
  }

  static func mart(_ clearance: Int) -> String { "\(clearance)级读者的数据；列的级别、是否脱敏、找谁申请见视图 items" }

  private static func owner(_ item: AssetDefinition.Item, _ asset: AssetDefinition) -> String {
    item.owner.isEmpty ? asset.owner : item.owner
  }
}
