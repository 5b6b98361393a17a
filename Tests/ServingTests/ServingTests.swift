import Dashboard
import Foundation
import Postgres
import Synchronization
import Testing

/// A real server over a real warehouse, asked as a browser asks, and as somebody asks who means harm.
@Suite struct ServingTests {
  static let pages = [
    "/", "/?date=2025-11-20", "/?date=2025-11-20&org=022000", "/?date=2025-01-01", "/kpi/KPI_NPL_RATIO?date=2025-11-20",
    "/kpi/KPI_DISBURSED?org=021000&date=2025-11-19", "/kpi/KPI_MAU_SHARE", "/customer", "/customer?id=7",
    "/opportunities",
    "/opportunities?value=OPP_LARGE_INFLOW&date=2025-11-20",
    "/customer?id=7&group=wealth&date=2025-11-20", "/customer?id=999999", "/labels", "/labels?find=%E5%AE%A2%E7%BE%A4",
    "/labels?part=3", "/label/RETAIL_TIER?value=M", "/label/MOBILE_ACTIVE", "/indicators", "/indicators?group=wealth",
    "/indicator/aum", "/items", "/items?part=2&find=posting", "/runs", "/runs?date=2025-10-05",
  ]

  @Test(arguments: [2, 4])
  func everyPageAnswersInBothLanguages(level: Int) async throws {
    let serving = try await Serving(level: level)
    for page in Self.pages {
      for language in ["lang=zh", "lang=en"] {
        let target = page + (page.contains("?") ? "&" : "?") + language
        let visit = try await serving.visit(target)
        #expect(visit.status == 200, "\(target) \(serving.reports.withLock { $0 })")
        #expect(visit.body.contains("</html>"), "\(target)")
        #expect(!visit.body.contains("style=") && !visit.body.contains("<script"), "\(target)")
        let again = try await serving.visit(target)
        #expect(again.body == visit.body && again.headers["etag"] == visit.headers["etag"], "\(target)")
      }
    }
  }

  @Test func aLowClearanceSeesLess() async throws {
    let serving = try await Serving(level: 1)
    for page in Self.pages
    where !page.contains("/customer") && !page.contains("/indicator/") && !page.contains("value=OPP") {
      #expect(try await serving.visit(page).status == 200, "\(page) \(serving.reports.withLock { $0 })")
    }
    // Targets, and the KPIs and labels of level 2, are not there at all.
    let overview = try await serving.visit("/?date=2025-11-20").body
    #expect(!overview.contains("KPI_WEALTH_CONVERSION") && !overview.contains("progress"))
    #expect(try await serving.visit("/kpi/KPI_WEALTH_CONVERSION").status == 404)
    #expect(try await serving.visit("/label/CORP_TAX_GROWTH").status == 404)
    #expect(try await serving.visit("/indicator/aum").status == 404)
    #expect(try await serving.visit("/customer?id=7&group=txn").status == 404)
  }

  /// A branch's login opens on its branch; what the server refuses it is not there, and is no failure.
  @Test func aBranchSeesItsOwn() async throws {
    let serving = try await Serving(level: 2, settings: TestServer.bank.as(user: "nanjing2"))
    for page in Self.pages {
      #expect(try await serving.visit(page).status == 200, "\(page) \(serving.reports.withLock { $0 })")
    }
    let overview = try await serving.visit("/?date=2025-11-20").body
    #expect(overview.contains("<h1>南京分行") && overview.contains("亿元"))
    #expect(try await serving.visit("/kpi/KPI_DISBURSED?date=2025-11-20").body.contains("<strong>南京分行</strong>"))
    #expect(try await !serving.visit("/kpi/KPI_DISBURSED?date=2025-11-20&org=022000").body.contains("亿元</span>"))
    let customer = try await serving.visit("/customer?id=7&date=2025-11-20").body
    #expect(customer.contains("持有产品") && customer.contains("许可级 2 不显示") && !customer.contains("王"))
    #expect(serving.reports.withLock { $0 }.isEmpty)
  }

  @Test func repliesAreGuardedAndCached() async throws {
    let serving = try await Serving(level: 2)
    let visit = try await serving.visit("/?date=2025-11-20")
    #expect(visit.headers["content-security-policy"]?.hasPrefix("default-src 'self'; script-src 'none'") == true)
    #expect(visit.headers["x-content-type-options"] == "nosniff")
    let tag = try #require(visit.headers["etag"])
    let again = try await serving.visit("/?date=2025-11-20", headers: ["If-None-Match: \(tag)"])
    #expect(again.status == 304 && again.body.isEmpty)
    #expect(try await serving.visit("/?date=2025-11-19", headers: ["If-None-Match: \(tag)"]).status == 200)
    #expect(try await serving.visit("/style.css").headers["content-type"] == "text/css; charset=utf-8")
    let head = try await serving.visit("/?date=2025-11-20", method: "HEAD")
    #expect(head.status == 200 && head.body.isEmpty)
    #expect(try await serving.visit("/", method: "POST").status == 405)
    #expect(try await serving.visit("/", headers: ["Host: evil.example"]).status == 400)
    #expect(try await serving.visit("/", headers: ["Host: localhost:80"]).status == 200)
  }

  @Test func hostileAddressesAreRefused() async throws {
    let serving = try await Serving(level: 2)
    for target in Hostile.targets {
      let visit = try await serving.visit(target)
      #expect([400, 404].contains(visit.status), "\(target.prefix(90)) gave \(visit.status)")
      #expect(!visit.body.contains("zzmark"), "\(target.prefix(90)) is repeated")
      #expect(visit.body.contains("</html>"), "\(target.prefix(90))")
    }
    #expect(serving.reports.withLock { $0 }.isEmpty)
    // What is looked for comes back as text.
    let found = try await serving.visit("/labels?find=%3Cscript%3E%25_%27%22")
    #expect(
      found.status == 200 && found.body.contains("&lt;script&gt;%_&#39;&quot;") && !found.body.contains("<script"))
    #expect(try await serving.visit("/customer?id=7").body.contains("&lt;b&gt;王&amp;&quot;兰&#39;&lt;/b&gt;"))
  }

  @Test func sheetsAreSafeToOpen() async throws {
    let serving = try await Serving(level: 2)
    let sheet = try await serving.visit("/items?find=evil&format=csv&date=2025-11-20")
    #expect(sheet.headers["content-type"] == "text/csv; charset=utf-8")
    #expect(sheet.headers["content-disposition"] == "attachment; filename=\"items-20251120.csv\"")
    #expect(sheet.body.hasPrefix("\u{FEFF}数据日期,2025-11-20\r\n"))
    #expect(sheet.body.contains("\"'=HYPERLINK(\"\"http://x\"\")\""))
    #expect(sheet.body.contains("'+1+1") && sheet.body.contains("'@SUM(A1)"))
    for page in Self.pages {
      let visit = try await serving.visit(page + (page.contains("?") ? "&" : "?") + "format=csv")
      #expect(visit.status == 200 && visit.body.hasPrefix("\u{FEFF}"), "\(page)")
    }
  }

  @Test func aLoginThatMayMoreIsNoLoginToServeBy() async throws {
    let bank = TestServer.bank
    for level in 1...4 { #expect(try Reader(bank.as(user: "dashboard\(level)"), level: level).objection() == nil) }
    #expect(try Reader(bank, level: 1).objection() != nil)
    #expect(try Reader(bank.as(user: "dashboard3"), level: 2).objection() != nil)
    let connection = try Connection(bank.as(user: "dashboard2"))
    for sql in [
      "set role bank_l3", "set session authorization dashboard4", "select 1 from mart_l3.party",
      "select 1 from base.party",
      "create table mart_l2.x (a int)", "delete from mart_l2.party",
    ] {
      #expect(throws: PostgresError.self, "\(sql)") { try connection.execute(sql, doing: "test") }
    }
  }

  @Test func aWarehouseThatIsAwayIsSaidSo() async throws {
    let serving = try await Serving(level: 2, settings: TestServer.bank.as(user: "nobody_here"))
    let visit = try await serving.visit("/")
    #expect(visit.status == 503 && visit.body.contains("</html>"))
  }
}

/// URLs that are none of ours. Where a text of theirs could come back, it has `zzmark` in it.
enum Hostile {
  static let targets =
    [
      "/?date=2025-13-01", "/?date=2025-02-30", "/?date=20251120", "/?date=zzmark", "/?date=0000-00-00",
      "/?date=9999-12-31", "/?date=2025-11-20%27", "/?date=2025-11-20&date=2025-11-19", "/?date=%00",
      "/?date=-infinity",
      "/?org=0'or'1'='1zzmark", "/?org=%27%3Bdrop%20table%20kpi%3B--zzmark", "/?org=%22%3E%3Cscript%3Ezzmark",
      "/?org=999999", "/?org=" + String(repeating: "9", count: 21), "/?lang=fr", "/?lang=zzmark", "/?format=exe",
      "/?zzmark=1", "/?utm_source=zzmark", "/?%7A%7Amark", "/?date=%", "/?date=%2", "/?date=%zz", "/?date=%ff%fe",
      "/?date=%C0%AF", "/?date=%ED%A0%80", "/%", "/%zz", "/%00", "/%ff", "/kpi/", "/kpi", "/kpi/zzmark",
      "/kpi/KPI_NPL_RATIO/", "/kpi/KPI_NPL_RATIO/x", "/kpi/%2e%2e%2fetc%2fpasswd", "/kpi/..", "/kpi/a%27b",
      "/kpi/%3Cb%3Ezzmark",
      "/kpi/" + String(repeating: "A", count: 64), "/kpi/" + String(repeating: "A", count: 9000), "/../../etc/passwd",
      "/..%2f..%2fetc%2fpasswd", "/%2e%2e/", "/.git/config", "/style.css/..", "/style.css?x=1", "//", "//evil.example/",
      "/zzmark", "/index.php", "/label/zzmark", "/label/%27", "/indicator/zzmark", "/indicator/x%20y",
      "/customer?id=zzmark", "/customer?id=-1", "/customer?id=1.5", "/customer?id=99999999999999999999",
      "/customer?id=1e3",
      "/customer?id=%EF%BC%91", "/customer?id=7&group=pg_catalog", "/customer?id=7&group=txn;select",
      "/customer?id=7&group=zzmark",
      "/customer?id=7&find=x", "/labels?part=0", "/labels?part=-1", "/labels?part=99999", "/labels?part=zzmark",
      "/labels?find=" + String(repeating: "a", count: 61), "/labels?find=a%0D%0ASet-Cookie:zzmark", "/labels?id=1",
      "/label/RETAIL_TIER?value=zzmark", "/runs?org=%F0%9F%92%A9", "/items?group=x", "/?as=4", "/?clearance=4",
      "/?level=4",
      "/?date=2025-11-20#x", "/?" + String(repeating: "a=1&", count: 700),
    ]
}
