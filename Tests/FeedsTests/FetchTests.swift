import Feeds
import Foundation
import Tabular
import Testing

/// The page fetcher against a real server over TLS.
@Suite(.serialized) struct FetchTests {
  static let date = BusinessDate("2025-11-20")!
  let server: PageServer
  let path: String

  init() throws {
    server = try PageServer.shared.get()
    try server.token("right-token", mode: 0o600)
    path = server.folder.appending(path: "pages-\(UUID().uuidString).json").path
  }

  private func fetch(_ pages: HTTPSPages) throws(FeedError) -> Declaration {
    try pages.fetch(FetchTests.date, to: path, name: "G/social")
  }

  private func refused(_ pages: HTTPSPages) -> FeedError? {
    do {
      _ = try fetch(pages)
      return nil
    } catch {
      #expect(!error.description.contains("right-token"))
      #expect(!FileManager.default.fileExists(atPath: path))
      return error
    }
  }

  @Test func fetchesAllPagesOneALine() throws {
    let declared = try fetch(server.pages("good"))
    #expect(declared.rows == 7)
    #expect(declared.sums == ["paid": Amount(units: 1050, scale: 2)])
    #expect(declared.source == .pages)
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.split(separator: "\n").count == 3)
    #expect(!FileManager.default.fileExists(atPath: path + ".partial"))

    let pages = server.pages("good")
    var reader = RecordReader(
      path: path, name: "G/social", form: FeedForm(encoding: .utf8, compression: .none, shape: .jsonPages(pages.form)))
    var names: [String] = []
    let summary = try reader.read { record, text, _ in names.append(printed(text, record.fields[1])) }
    #expect(names == (1...7).map { "单位\($0)" })
    #expect(summary.trailer?.rows == 7)
    #expect(summary.trailer?.sums == declared.sums)
  }

  @Test func waitsAsLongAsTheServerAsks() throws {
    let start = Date()
    #expect(try fetch(server.pages("busy")).rows == 7)
    #expect(Date().timeIntervalSince(start) >= 1)
    #expect(try server.asked("busy") == [1, 2, 2, 3])
  }

  @Test func asksAgainForAnAnswerCutOff() throws {
    #expect(try fetch(server.pages("cut")).rows == 7)
    #expect(try server.asked("cut") == [1, 2, 2, 3])
  }

  @Test func goesOnAtThePageThatFailed() throws {
    let pages = server.pages("down-then-up")
    let error = refused(pages)
    #expect(error?.problem == .request(.unavailable(status: 500, attempts: 2)))
    #expect(error?.mayPass == true)
    #expect(try fetch(pages).rows == 7)
    #expect(try server.asked("down-then-up") == [1, 2, 2, 2, 3])
  }

  @Test func beginsAgainWhereTheDeliveryChangedMeanwhile() throws {
    let pages = server.pages("changed-between")
    #expect(refused(pages)?.problem == .request(.unavailable(status: 500, attempts: 2)))
    // The next answer is of a delivery of three records on one page: what was kept is of another one.
    let declared = try fetch(pages)
    #expect(declared.rows == 3)
  }

  @Test func givesUpAfterItsAttempts() throws {
    #expect(refused(server.pages("down"))?.problem == .request(.unavailable(status: 500, attempts: 2)))
    #expect(try server.asked("down") == [1, 2, 2])
  }

  @Test(arguments: [
    ("changed", FeedError.PageProblem.totalsChanged), ("wrong-page", .wrongPage), ("short", .count), ("html", .json),
  ])
  func refusesPagesThatDisagree(_ scenario: String, _ problem: FeedError.PageProblem) {
    #expect(refused(server.pages(scenario))?.problem == .pages(problem))
  }

  @Test func refusesAnAnswerTooBig() {
    #expect(refused(server.pages("huge"))?.problem == .request(.tooBig(limit: 100_000)))
  }

  @Test func neverFollowsARedirect() {
    #expect(refused(server.pages("redirect"))?.problem == .request(.refused(status: 302)))
  }

  @Test func refusesACertificateItDoesNotKnow() throws {
    var pages = server.pages("untrusted")
    pages.caFile = server.folder.appending(path: "other.pem").path
    #expect(refused(pages)?.problem == .request(.certificate))
    pages.caFile = nil
    #expect(refused(pages)?.problem == .request(.certificate))
    #expect(try server.asked("untrusted") == [])
  }

  @Test func refusesACertificateOfAnotherName() {
    var pages = server.pages("good")
    pages.url = pages.url.replacing("127.0.0.1", with: "localhost")
    #expect(refused(pages)?.problem == .request(.certificate))
  }

  @Test func refusesAWrongToken() throws {
    try server.token("wrong-token", mode: 0o600)
    let error = refused(server.pages("good"))
    #expect(error?.problem == .request(.refused(status: 401)))
    #expect(error?.description.contains("wrong-token") == false)
  }

  @Test func refusesATokenOthersMayRead() throws {
    try server.token("right-token", mode: 0o640)
    #expect(refused(server.pages("good"))?.problem == .request(.openToken))
    try server.token("right token", mode: 0o600)
    #expect(refused(server.pages("good"))?.problem == .request(.badToken))
  }

  @Test func refusesPlainHTTP() {
    var pages = server.pages("good")
    pages.url = pages.url.replacing("https://", with: "http://")
    #expect(refused(pages)?.problem == .request(.notHTTPS))
  }

  @Test func saysWhenNobodyAnswers() throws {
    var pages = server.pages("good")
    pages.url = "https://127.0.0.1:1/v1?date={date}&page={page}&size={size}"
    #expect(refused(pages)?.mayPass == true)
  }

  @Test func fetchesTokensOfItsOwn() throws {
    let tokens = ClientTokens()
    let pages = try server.clientPages("oauth")
    for _ in 0..<2 {
      #expect(try pages.fetch(FetchTests.date, to: path, name: "G/social", tokens: tokens).rows == 7)
    }
    // One token for all of the run, which a second run does not know.
    #expect(try server.asked("oauth") == [0, 1, 2, 3, 1, 2, 3])
    #expect(try pages.fetch(FetchTests.date, to: path, name: "G/social").rows == 7)
    #expect(try server.asked("oauth").filter { $0 == 0 }.count == 2)
  }

  @Test func fetchesANewTokenForOneThatIsNotTaken() throws {
    #expect(try fetch(server.clientPages("oauth-lost")).rows == 7)
    #expect(try server.asked("oauth-lost") == [0, 1, 2, 0, 2, 3])
    try FileManager.default.removeItem(atPath: path)
    // Once: a server that takes none is not asked without end.
    #expect(try refused(server.clientPages("oauth-never"))?.problem == .request(.refused(status: 401)))
    #expect(try server.asked("oauth-never") == [0, 1, 0, 1])
  }

  @Test func aTokenIsUsedAsLongAsItLives() throws {
    #expect(try fetch(server.clientPages("oauth-short")).rows == 7)
    #expect(try server.asked("oauth-short") == [0, 1, 0, 2, 0, 3])
    #expect(try fetch(server.clientPages("oauth-busy")).rows == 7)
    #expect(try server.asked("oauth-busy") == [0, 0, 1, 2, 3])
  }

  @Test func refusesAClientAndATokenThatIsNone() throws {
    let error = try refused(server.clientPages("oauth-wrong", secret: "wrong-secret"))
    #expect(error?.problem == .request(.client(status: 401)))
    #expect(error?.description.contains("wrong-secret") == false)
    #expect(try refused(server.clientPages("oauth-odd"))?.problem == .request(.noTokenGiven))
    #expect(try refused(server.clientPages("oauth-open", mode: 0o644))?.problem == .request(.openToken))
    #expect(try server.asked("oauth-open") == [])
    var plain = try server.clientPages("oauth-plain")
    plain.client?.tokenURL = "http://127.0.0.1:\(server.port)/oauth-plain/token"
    #expect(refused(plain)?.problem == .request(.notHTTPS))
  }

  private func statePages(_ scenario: String) -> HTTPSPages {
    var pages = server.pages(scenario)
    pages.form.snapshotAt = "as_of"
    return pages
  }

  /// Every page names the state of the data: a fetch goes on only where the next page is of the same.
  @Test func goesOnAtThePageOfTheSameState() throws {
    let same = statePages("state")
    #expect(refused(same)?.mayPass == true)
    #expect(try fetch(same).rows == 7)
    #expect(try server.asked("state") == [1, 2, 2, 2, 3])
    try FileManager.default.removeItem(atPath: path)
    // The totals are the same, the state is not.
    let changed = statePages("state-changed")
    #expect(refused(changed)?.mayPass == true)
    #expect(try fetch(changed).rows == 7)
    #expect(try server.asked("state-changed") == [1, 2, 2, 2, 1, 2, 3])
    try FileManager.default.removeItem(atPath: path)
    #expect(refused(statePages("state-missing"))?.problem == .pages(.shape))
  }

  /// All pages were there and the fetch was killed: whether they are still the sender's, only asking tells.
  @Test func pagesThatWaitAreAskedForAgain() throws {
    #expect(try fetch(statePages("state-kept")).rows == 7)
    try FileManager.default.moveItem(atPath: path, toPath: path + ".partial")
    #expect(try fetch(statePages("state-kept")).rows == 7)
    #expect(try server.asked("state-kept") == [1, 2, 3, 1, 2, 3])
  }
}
