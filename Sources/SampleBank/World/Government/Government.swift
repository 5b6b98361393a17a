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
  }
}
