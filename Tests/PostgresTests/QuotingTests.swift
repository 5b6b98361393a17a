import Testing

@testable import Postgres

@Suite struct QuotingTests {
  @Test(arguments: [
    ("posting", "posting"), ("order", "\"order\""), ("Posting", "\"Posting\""), ("a\"b", "\"a\"\"b\""),
    ("余额", "\"余额\""), ("1a", "\"1a\""), ("", "\"\""), ("a; drop table b", "\"a; drop table b\""),
  ])
  func names(name: String, quoted: String) {
    #expect(Identifier(name).description == quoted)
    #expect(Identifier("ods", name).description == "ods." + quoted)
  }

  @Test(arguments: [("a", "'a'"), ("o'clock", "'o''clock'"), ("a\\'", " E'a\\\\'''"), ("", "''")])
  func texts(text: String, quoted: String) { #expect(Literal(text).description == quoted) }

  @Test func optionsEscapeBlanks() {
    let settings = ConnectionSettings(options: ["search_path": "a, b\\c"])
    #expect(settings.optionText.contains("-c search_path=a,\\ b\\\\c"))
    #expect(settings.optionText.contains("-c client_connection_check_interval=1000"))
  }

  @Test func anErrorSaysWhatWeWereDoing() {
    let error = PostgresError(sqlstate: "23514", doing: "copy into staging.posting_b1", object: "staging.posting_b1")
    #expect(
      error.description
        == "warehouse: error: copy into staging.posting_b1: SQLSTATE 23514 check violation (staging.posting_b1)")
    #expect(PostgresError(sqlstate: "08006", doing: "x").isConnectionFailure)
    #expect(PostgresError(sqlstate: "22999", doing: "x").condition == "data exception")
    #expect(!PostgresError(sqlstate: "22999", doing: "x").isWorthRetrying)
  }
}
