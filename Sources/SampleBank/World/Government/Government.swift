import Tabular

/// What the authorities know, date after date, and what readers have of it so far.
struct Government: Sendable {
  let firms: Firms
  let employment: Employment
  var companies: CompanyRegister
  var licences: Register<Licence>
  let penalties: PenaltyOffice
  var patents: Register<Patent>
  var cases: Register<EnforcementCase>
  var estates: EstateBook
  /// What the deltas fold to, as far as they load.
  var companyRows = Fold()
  var holdingRows = Fold()
  var licenceRows = Fold()
  var patentRows = Fold()
  var caseRows = Fold()
  var estateRows = Fold()
  /// The date of the last file of penalties.
  var lastPenalties: BusinessDate?
  /// The last month of which readers have the housing fund.
  var toldOfJobs: Month?
  private let seals: [String: Range<BusinessDate>]
  /// By customer number.
  private let companyOf: [Int: Enterprise]
  private let memberOf: [Int: Employment.Member]

  init(_ world: World) {
    firms = Firms(world)
    employment = Employment(world)
    companies = CompanyRegister(world, firms)
    let issuing = LicenceIssuing(world, firms)
    licences = issuing.register
    penalties = PenaltyOffice(world, firms, issuing.suspensions)
    patents = PatentOffice(world, firms).register
    let docket = CourtDocket(world, firms)
    cases = docket.register
    estates = EstateBook(world, docket)
    seals = docket.seals
    companyOf = Dictionary(
      uniqueKeysWithValues: firms.all[..<firms.taxpayers].compactMap { firm in firm.customer.map { ($0, firm) } })
    memberOf = Dictionary(uniqueKeysWithValues: employment.members.map { ($0.customer, $0) })
  }

  /// Why a borrower does not pay, as a code of `overdue_reason`; nil where no register shows a reason.
  func reason(for customer: Int, _ party: Party, on date: BusinessDate) -> String? {
    if seals[party.identifier]?.contains(date) ?? false { return "03" }
    if let company = companyOf[customer], companies.isRevoked(company, on: date) { return "04" }
    if let month = toldOfJobs, let member = memberOf[customer] {
      let employer = firms.all[member.employer]
      if !employment.standing(of: member, in: month, lost: employer.lostSince).isOpen { return "05" }
    }
    return nil
  }
}
