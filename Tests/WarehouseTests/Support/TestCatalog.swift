import Catalog
import Tabular

@testable import Warehouse

/// A small catalog with one asset of each kind, in the shape of the sample bank's.
enum TestCatalog {
  static func standard(_ id: String) -> Standard { Standard(id: id, zh: id, type: .text(20), identifies: id) }

  static let account = Asset(
    id: "X1/account", zh: "账户", category: "业务/存款", meaning: "客户账户", owner: "运营管理部 王敏", keeps: .versions,
    key: ["account_no"], party: "id_no",
    identifies: [.init(party: "id_no", name: "cust_name", by: ["account_no", "cust_no"])], branch: "org_no",
    items: [
      Item(
        id: "account_no", zh: "账号", type: .text(19), level: 3, mask: .keep(first: 6, last: 4), identifies: "account_no"),
      Item(id: "cust_no", zh: "客户编号", type: .text(10), level: 2, identifies: "cust_no"),
      Item(id: "id_type", zh: "证件类型", type: .text(2), level: 1),
      Item(
        id: "id_no", zh: "证件号码", type: .text(18), level: 3, mask: .keep(first: 6, last: 4),
        choice: .init(by: "id_type", standards: ["01": standard("citizen_id"), "11": standard("uscc")]),
        identifies: "party"),
      Item(id: "cust_name", zh: "客户名称", type: .text(60), level: 3, mask: .surname),
      Item(id: "org_no", zh: "机构号", type: .text(6), level: 1),
      Item(id: "ccy", zh: "币种", type: .text(3), level: 1),
      Item(id: "balance", zh: "余额", meaning: "日终余额", type: .decimal(precision: 18, scale: 2), level: 3),
      Item(id: "mobile", zh: "手机号", type: .text(11), level: 3, mask: .keep(first: 3, last: 4), empty: "未留存"),
    ])

  static let posting = Asset(
    id: "X1/posting", zh: "会计流水", category: "业务/存款", meaning: "记账流水", owner: "运营管理部 王敏", keeps: .events,
    key: ["posting_no"], party: "account_no", branch: "org_no",
    items: [
      Item(id: "posting_no", zh: "流水号", type: .text(20), level: 1),
      Item(
        id: "account_no", zh: "账号", type: .text(19), level: 3, mask: .keep(first: 6, last: 4),
        references: .init(asset: "X1/account", item: "account_no"), identifies: "account_no"),
      Item(id: "org_no", zh: "机构号", type: .text(6), level: 1),
      Item(id: "txn_time", zh: "交易时间", type: .timestamp, level: 2),
      Item(id: "ccy", zh: "币种", type: .text(3), level: 1),
      Item(id: "amount", zh: "金额", type: .decimal(precision: 16, scale: 2), unit: "元", level: 3),
      Item(id: "memo", zh: "摘要", type: .text(30), level: 2, empty: "无摘要"),
    ])

  static let org = Asset(
    id: "R/org", zh: "机构", category: "参考/机构", meaning: "机构树", owner: "计划财务部 周宁", keeps: .snapshots, key: ["org_no"],
    items: [
      Item(id: "org_no", zh: "机构号", type: .text(6), level: 1),
      Item(id: "org_name", zh: "机构名称", type: .text(60), level: 1),
      Item(id: "headcount", zh: "人数", type: .integer, level: 2, empty: "未报"),
    ])

  static let declaration = Asset(
    id: "T/declaration", zh: "税务申报", category: "外部数据/税务", meaning: "纳税申报", owner: "普惠金融部 李蓉", keeps: .events,
    key: ["declare_no"], party: "uscc",
    items: [
      Item(id: "declare_no", zh: "申报序号", type: .text(18), level: 2),
      Item(id: "uscc", zh: "统一社会信用代码", type: .text(18), level: 2, identifies: "uscc"),
      Item(id: "tax_payable", zh: "应纳税额", type: .decimal(precision: 18, scale: 2), level: 3),
    ])

  /// - Parameter prefix: before the names of roles and logins, which belong to the whole server.
  static func policies(_ prefix: String) -> Policies {
    Policies(
      branches: [.init(id: "nanjing", zh: "南京分行", clearance: 2, organisationPrefix: "021")],
      logins: [
        .init(name: prefix + "_analyst1", zh: "一级分析员", clearance: 1),
        .init(name: prefix + "_analyst2", zh: "二级分析员", clearance: 2),
        .init(name: prefix + "_analyst3", zh: "三级分析员", clearance: 3),
        .init(name: prefix + "_officer4", zh: "四级安全员", clearance: 4),
        .init(name: prefix + "_nanjing2", zh: "南京分行分析员", branch: "nanjing"),
      ], approver: "安全管理部 孙颖")
  }

  static func catalog(
    _ assets: [Asset] = [account, posting, org, declaration], logins prefix: String = "t", version: UInt8 = 1
  ) -> DataCatalog {
    DataCatalog(
      assets: assets.sorted { $0.id < $1.id }, policies: policies(prefix),
      fingerprint: Fingerprint([UInt8](repeating: version, count: 32)))
  }
}

extension Asset {
  /// With one item changed.
  func changing(_ id: String, _ body: (inout Item) -> Void) -> Asset {
    var copy = self
    body(&copy.items[copy.items.firstIndex { $0.id == id }!])
    return copy
  }

  func adding(_ item: Item, at index: Int? = nil) -> Asset {
    var copy = self
    copy.items.insert(item, at: index ?? copy.items.count)
    return copy
  }
}
