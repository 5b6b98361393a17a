import Dashboard
import Golden
import Testing

/// A link says all of what it shows, in one way only.
@Suite struct AddressTests {
  @Test(arguments: [
    "/", "/?date=2025-11-20&org=021000", "/kpi/KPI_NPL_RATIO?date=2025-11-20&lang=en&format=csv",
    "/customer?id=81204&date=2025-11-20&group=txn", "/labels?find=%E5%AE%A2%E7%BE%A4%20%25%26%3D%2B&part=3",
    "/label/RETAIL_TIER?value=P", "/indicators?group=txn&find=a&part=2", "/indicator/aum", "/items", "/runs",
  ])
  func comesBackAsItIs(target: String) throws {
    #expect(try Address(target: target).text == target)
  }

  @Test(arguments: [
    ("/?org=021000&date=2025-11-20", "/?date=2025-11-20&org=021000"), ("/?lang=zh&format=html", "/"),
    ("/?date=&org=", "/"), ("/labels?find=a+b&part=1", "/labels?find=a%20b"), ("/?", "/"), ("/?&&", "/"),
    ("/%6Cabels", "/labels"), ("/customer?id=0007", "/customer?id=7"),
  ])
  func isWrittenInOneWay(target: String, canonical: String) throws {
    #expect(try Address(target: target).text == canonical)
  }

  @Test func noiseIsRefusedAndNeverCrashes() throws {
    var dice = Dice(state: 7)
    let seeds = [
      "/?date=2025-11-20&org=021000", "/kpi/KPI_X?lang=en", "/labels?find=%E5%AE%A2", "/customer?id=7&group=txn",
    ]
    var read = 0
    for _ in 0..<20_000 {
      var bytes = Array(seeds[Int.random(in: 0..<seeds.count, using: &dice)].utf8)
      for _ in 0..<Int.random(in: 1...4, using: &dice) {
        let place = Int.random(in: 0..<bytes.count, using: &dice)
        switch Int.random(in: 0..<3, using: &dice) {
        case 0: bytes[place] = UInt8(Int.random(in: 0..<256, using: &dice))
        case 1: bytes.remove(at: place)
        default: bytes.insert(UInt8(Int.random(in: 0..<256, using: &dice)), at: place)
        }
      }
      guard let address = try? Address(target: String(decoding: bytes, as: UTF8.self)) else { continue }
      read += 1
      #expect(try Address(target: address.text) == address, "\(address.text)")
    }
    #expect(read > 100)
  }
}
