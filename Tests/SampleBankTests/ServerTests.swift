import Foundation
import Tabular
import Testing

@testable import SampleBank

/// The agency's server as a stranger sees it: curl over the loopback interface, TLS verified.
@Suite struct ServerTests {
  private struct Page: Decodable {
    let total: Int
    let page: Int
    let pages: Int
    let sumPaid: String
    let rows: [Row]
    struct Row: Decodable {
      let uscc: String
      let insured: Int
      let paid: String
    }
    private enum CodingKeys: String, CodingKey {
      case total, page, pages, rows
      case sumPaid = "sum_paid"
    }
  }

  @Test func pagesTogetherAreTheWholeDate() throws {
    let (bank, server) = try ServerTests.served.get()
    var rows: [String] = []
    var number = 1
    var pages = 1
    while number <= pages {
      let (status, body) = try get(server, bank, "date=2025-11-20&page=\(number)&size=7")
      #expect(status == 200)
      let page = try JSONDecoder().decode(Page.self, from: body)
      #expect(page.page == number)
      #expect(page.total == 25)
      pages = page.pages
      rows += page.rows.map(\.uscc)
      number += 1
    }
    #expect(pages == 4)
    let file = try bank.text("api/social-insurance/20251120.json").split(separator: "\n")
    #expect(rows == file.map { String($0.dropFirst(9).prefix(18)) })
  }

  @Test func onlyTheTokenOpens() throws {
    let (bank, server) = try ServerTests.served.get()
    let right = try bank.text("secrets/social.token").trimmingCharacters(in: .whitespacesAndNewlines)
    for wrong in ["", "x", right + "x", String(right.dropLast()), right.uppercased() + "0"] {
      #expect(try get(server, bank, "date=2025-11-20", token: wrong).status == 401)
    }
    #expect(try get(server, bank, "date=2025-11-20", token: right).status == 200)
    let mode = try FileManager.default.attributesOfItem(atPath: bank.folder + "/secrets/social.token")[
      .posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  /// Each agency has a token of its own, and its pages state what they are in all.
  @Test func everyEndpointHasItsOwnToken() throws {
    struct Total: Decodable { let total: Int }
    let (bank, server) = try ServerTests.served.get()
    let endpoints = ["social": "social-insurance", "court": "enforcements", "estate": "real-estates"]
    for (name, resource) in endpoints {
      for other in endpoints.keys {
        let token = try bank.text("secrets/\(other).token").trimmingCharacters(in: .whitespacesAndNewlines)
        let answer = try get(server, bank, "date=2025-11-20&size=5000", token: token, path: "/v1/\(resource)")
        #expect(answer.status == (other == name ? 200 : 401), "\(name) with the token of \(other)")
        guard other == name else { continue }
        let rows = try bank.text("api/\(resource)/20251120.json").split(separator: "\n").count
        #expect(try JSONDecoder().decode(Total.self, from: answer.body).total == rows && rows > 0)
        #expect(String(decoding: answer.body, as: UTF8.self).contains("sum_paid") == (name == "social"))
      }
    }
  }

  @Test(arguments: [
    ("date=2025-11-21", 404), ("date=2025-11-20&page=99", 404), ("date=2025-11-31", 400), ("", 400),
    ("date=2025-11-20&size=0", 400), ("date=2025-11-20&page=x", 400), ("date=2025-11-20&date=2025-11-19", 400),
  ])
  func badRequestsAreNamed(query: String, status: Int) throws {
    let (bank, server) = try ServerTests.served.get()
    #expect(try get(server, bank, query).status == status)
    #expect(try get(server, bank, "date=2025-11-20", path: "/v2").status == 404)
  }

  @Test func strangersAreNotTrusted() throws {
    let (bank, server) = try ServerTests.served.get()
    // 60: the server's certificate cannot be verified.
    #expect(try Bank.run("curl", ["-s", server.url + "/v1/social-insurance?date=2025-11-20"]).status == 60)
    #expect(bank.dates.count == 1)
  }

  /// One bank and its server for all of them.
  private static let served = Result {
    let bank = try Bank(customers: 100)
    let server = try SocialServer(folder: bank.folder, port: 0)
    Thread.detachNewThread { server.run() }
    return (bank, server)
  }

  private func get(
    _ server: SocialServer, _ bank: Bank, _ query: String, token: String? = nil, path: String = "/v1/social-insurance"
  ) throws -> (status: Int, body: Data) {
    let own = try bank.text("secrets/social.token").trimmingCharacters(in: .whitespacesAndNewlines)
    let (_, output) = try Bank.run(
      "curl",
      [
        "-s", "--max-time", "20", "--cacert", bank.folder + "/tls/ca.pem", "-H",
        "Authorization: Bearer \(token ?? own)",
        "-w", "%{http_code}", "\(server.url)\(path)?\(query)",
      ])
    return (Int(String(decoding: output.suffix(3), as: UTF8.self)) ?? 0, output.dropLast(3))
  }
}
