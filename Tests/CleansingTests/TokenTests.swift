import Catalog
import Cleansing
import Golden
import Tabular
import Testing

/// Tokens and the key they are made under.
@Suite struct TokenTests {
  /// The 64 published vectors: key 00…0f, messages 00, 00 01, … as the reference implementation prints them.
  @Test func referenceVectors() throws {
    let golden = try #require(GoldenCase.suite("siphash").first { $0.name == "reference" })
    let key = try #require(TokenKey(0..<16))
    let hex = Array("0123456789abcdef")
    let printed = (0..<64).map { length in
      let hash = UInt64(bitPattern: key.hash(of: (0..<length).map { UInt8($0) }))
      return (0..<8).map { byte in
        let value = Int(hash >> UInt64(byte * 8) & 0xff)
        return "\(hex[value >> 4])\(hex[value & 15])"
      }.joined()
    }
    let difference = try golden.difference(from: printed.joined(separator: "\n") + "\n")
    #expect(difference == nil)
  }

  /// The value of the paper's appendix.
  @Test func paper() throws {
    let key = try #require(TokenKey(0..<16))
    #expect(UInt64(bitPattern: key.hash(of: (0..<15).map { UInt8($0) })) == 0xa129_ca61_49be_45e5)
  }

  /// SipHash-2-4-128, the first two published vectors: key 00…0f, no message and 00.
  @Test func wideVectors() throws {
    let key = try #require(TokenKey(0..<16))
    #expect(
      key.wideHash(of: []) == KeyHash(high: 0x9302_55c7_1472_f66d, low: 0xe6a8_25ba_047f_81a3))
    #expect(
      key.wideHash(of: [0]) == KeyHash(high: 0x45fc_229b_1159_7634, low: 0x44af_996b_d8c1_87da))
  }

  @Test func aRowHoldsTheSameTokens() {
    for length in 1...40 {
      let value = String(repeating: "7", count: length)
      for scheme in ["a", "account_no", "cust_no", "uscc_of_1"] {
        var desk = Desk([.plain("id", identifies: scheme)])
        let result = desk.cleanse(value)
        #expect(result == "\(value) | \(Desk.key.token(scheme: scheme, value: value))")
      }
    }
    var optional = Desk([.plain("k"), .plain("id", empty: "无", identifies: "a")])
    let nothing = optional.cleanse("1", "")
    #expect(nothing == "1 | NULL | NULL")
  }

  /// Two schemes never meet by their names running into the value.
  @Test func schemesAreApart() throws {
    let key = try #require(TokenKey(0..<16))
    #expect(key.token(scheme: "a", value: "b1") != key.token(scheme: "ab", value: "1"))
  }

  @Test func theKeyIsNeverShown() throws {
    let bytes = (0..<16).map { UInt8($0 * 11) }
    let key = try #require(TokenKey(bytes))
    var dumped = ""
    dump(key, to: &dumped)
    for text in ["\(key)", String(reflecting: key), String(describing: key), dumped] {
      #expect(text.contains("TokenKey"))
      #expect(text.allSatisfy { !$0.isNumber })
    }
    #expect(key.secret == bytes)
    #expect(TokenKey(bytes.dropLast()) == nil)
    #expect(TokenKey(bytes + [0]) == nil)
    #expect(TokenKey.random().secret != TokenKey.random().secret)
  }
}
