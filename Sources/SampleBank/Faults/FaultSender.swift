/// A sender whose deliveries are spoiled, as granary's messages name it.
struct FaultSender {
  let layout: Layout
  let zh: String
  let contact: String
  /// The end of the name of the file that completes the data file; nil where none does.
  let companion: String?

  init(_ layout: Layout, _ zh: String, _ contact: String, companion: String? = nil) {
    self.layout = layout
    self.zh = zh
    self.contact = contact
    self.companion = companion
  }

  var feed: String { layout.feed }
  /// `T/declaration 税务申报`
  var title: String { "\(feed) \(zh)" }

  static let declaration = FaultSender(DeclarationFeed.layout, "税务申报", "省税务局数据处 陈工", companion: ".ctl")
  static let payment = FaultSender(PaymentFeed.layout, "税款缴纳", "省税务局数据处 陈工", companion: ".ctl")
  static let account = FaultSender(AccountFeed.layout, "存款账户", "核心系统 信息科技部 郑凯")
  static let posting = FaultSender(PostingFeed.layout, "会计流水", "核心系统 信息科技部 郑凯")
  static let loan = FaultSender(LoanFeed.layout, "贷款余额", "信贷系统 运维值班", companion: ".ctl")
  static let login = FaultSender(LoginFeed.layout, "渠道登录", "手机银行 网络金融部 唐宁", companion: ".ok")
  static let staff = FaultSender(StaffFeed.layout, "员工", "人力资源系统 人力资源部 周颖")
  static let office = FaultSender(OrganisationFeed.layout, "机构树", "人力资源系统 人力资源部 周颖")
  static let social = FaultSender(SocialFeed.layout, "社会保险缴费", "市社会保险基金管理中心 信息处 吴工")
}
