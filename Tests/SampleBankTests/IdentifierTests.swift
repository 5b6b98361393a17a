import Testing

@testable import SampleBank

@Suite struct IdentifierTests {
  /// The vectors of GB 32100-2015's textbook sample, of real kinds of bodies and of generated codes.
  @Test(arguments: [
    "91110000600037341L", "91350100M000100Y43", "91620105L015101280", "914112810713741814", "121200004013590816",
    "91320100MA1MK3X73J", "N2320104MF00000136", "A1110000MB0000027A", "Y1320000MJ0000034D", "12320000466000002A",
    "513200005090000546", "92320102MA20H4K601",
  ])
  func goodCode(code: String) {
    #expect(USCC.isValid(code))
    #expect(USCC.check(code.dropLast()) == code.last)
    let organisation = code.dropFirst(8).dropLast()
    #expect(OrganisationCode.check(organisation.dropLast()) == organisation.last)
  }

  @Test(arguments: ["91110000600037341N", "9111000060003IOZSV", "12345", "91110000600037342L", ""])
  func badCode(code: String) { #expect(!USCC.isValid(code)) }

  /// The code's own check fits, the organisation's does not.
  @Test func eitherCheckAloneIsNotEnough() throws {
    let body = "9111000060003734" + "2"
    let check = try #require(USCC.check(body))
    #expect(!USCC.isValid(body + [check]))
  }

  @Test(arguments: [
    "11010519491231002X", "440524188001010014", "34052419800101001X", "513101198201130014", "360426199101010071",
    "44011320141005001X",
  ])
  func goodCitizen(id: String) { #expect(CitizenID.isValid(id)) }

  @Test(arguments: ["36042619910102009X", "360426199113010079", "T60426199101010078", "110105491231002", ""])
  func badCitizen(id: String) { #expect(!CitizenID.isValid(id)) }

  @Test(arguments: [
    ("110105491231002", "11010519491231002X"), ("130503670401001", "130503196704010016"),
    ("320106050307998", "320106180503079988"),
  ])
  func shortForm(short: String, long: String) { #expect(CitizenID.long(short) == long) }

  @Test(arguments: [("4992739871", "6"), ("142857", "2"), ("7894", "9")])
  func luhnCheck(body: String, check: Character) { #expect(Luhn.check(body) == check) }

  @Test(arguments: ["490154203237518", "4111111111111111", "6222021234567890128", "6217000010000000003"])
  func luhnGood(number: String) {
    #expect(Luhn.isValid(number))
    #expect(!Luhn.isValid(number.dropLast() + (number.last == "0" ? "1" : "0")))
  }
}
