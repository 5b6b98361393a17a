import Postgres
import Tabular
import Testing

@testable import Warehouse

/// What is written in the binary format is what the server reads: every type, and the ends of each.
@Suite struct CopyRoundTripTests {
  @Test func everyTypeKeepsItsValue() throws {
    let connection = try Connection(TestServer.newDatabase())
    try connection.execute(
      "create table t (n int, d date, s timestamp, b boolean, i bigint, x text, m0 numeric(18,0), m2 numeric(18,2))",
      doing: "test")
    var rows = BinaryRows(columns: 7)
    let values: [(String, Int64, String, Int64)] = [
      ("2025-11-20", 0, "粮仓 \u{1F33E}", 0), ("0001-01-01", .max, "", 1), ("9999-12-31", .min, "a\"b\\c\t\n", -1),
      ("2000-02-29", -1, String(repeating: "长", count: 30_000), 999_999_999_999_999_999),
    ]
    for (day, number, text, units) in values {
      rows.beginRow()
      rows.date(BusinessDate(day)!)
      rows.timestamp(number == .min ? 0 : number % 86_400_000_000)
      rows.boolean(number >= 0)
      rows.integer(number)
      rows.text(text)
      rows.decimal(units, scale: 0)
      rows.decimal(units, scale: 2)
      rows.endRow()
    }
    rows.beginRow()
    for _ in 0..<7 { rows.null() }
    rows.endRow()
    rows.beginRow()
    rows.text("abandoned")
    rows.abandonRow()
    let taken = try connection.copy(into: Identifier("t"), columns: ["d", "s", "b", "i", "x", "m0", "m2"]) {
      try $0.write(&rows)
    }
    #expect(taken == 5)
    let back = try connection.query("select d, b, i, x, m0, m2 from t", doing: "test")
    for (row, value) in zip(back, values) {
      #expect(row[0] == value.0)
      #expect(row[1] == (value.1 >= 0 ? "t" : "f"))
      #expect(row[2] == String(value.1))
      #expect(row[3] == value.2)
      #expect(row[4] == String(value.3))
      #expect(row[5] == Amount(units: Int128(value.3), scale: 2).description)
    }
    #expect(back[4] == [nil, nil, nil, nil, nil, nil])
  }

  @Test func everyScaleOfDecimals() throws {
    let connection = try Connection(TestServer.newDatabase())
    try connection.execute("create table t (scale int8, units int8, m numeric)", doing: "test")
    var units: [Int64] = [0, 1, -1, 9, 10, 99, 100, 9_999, 10_000, 10_001, 123_456, 100_000_000, .max, .min, .max - 7]
    var power: Int64 = 1
    for _ in 0..<18 {
      power *= 10
      units += [power, power - 1, -power, power + 1, power / 2 * 3]
    }
    var rows = BinaryRows(columns: 3)
    for scale in 0...18 {
      for value in units {
        rows.beginRow()
        rows.integer(Int64(scale))
        rows.integer(value)
        rows.decimal(value, scale: scale)
        rows.endRow()
      }
    }
    try connection.copy(into: Identifier("t"), columns: ["scale", "units", "m"]) { try $0.write(&rows) }
    // The server computes the same number another way, and knows the places after the point.
    let wrong = try connection.query(
      "select scale, units, m from t where m * ('1' || repeat('0', scale::int))::numeric <> units or scale(m) <> scale",
      doing: "test")
    #expect(wrong.values.isEmpty)
    #expect(try connection.query("select count(*) from t", doing: "test").integer == 19 * units.count)
  }

  @Test func aThrowDropsTheRowsAndLeavesTheConnectionUsable() throws {
    struct Stop: Error {}
    let connection = try Connection(TestServer.newDatabase())
    try connection.execute("create table t (x text)", doing: "test")
    #expect(throws: Stop.self) {
      try connection.copy(into: Identifier("t"), columns: ["x"]) { copy in
        var rows = BinaryRows(columns: 1)
        rows.beginRow()
        rows.text("x")
        rows.endRow()
        try copy.write(&rows)
        throw Stop()
      }
    }
    #expect(try connection.query("select count(*) from t", doing: "test").integer == 0)
  }

  @Test func aRefusalSaysItsPlaceAndNoValue() throws {
    let connection = try Connection(TestServer.newDatabase())
    try connection.execute("create table t (x varchar(3) not null check (x <> 'bad'))", doing: "test")
    let error = #expect(throws: PostgresError.self) {
      try connection.query("insert into t values ($1)", ["6222021234567890"], doing: "keep a secret")
    }
    #expect(error?.sqlstate == "22001")
    #expect(error?.description.contains("6222") == false)
    #expect(error?.description == "warehouse: error: keep a secret: SQLSTATE 22001 text too long for its column")
    let other = #expect(throws: PostgresError.self) {
      try connection.query("insert into t values ($1)", ["bad"], doing: "keep a secret")
    }
    #expect(other?.object == "public.t, t_x_check")
  }

  @Test func aFailedTransactionDoesNotPassForDone() throws {
    let connection = try Connection(TestServer.newDatabase())
    #expect(throws: PostgresError.self) {
      try connection.transaction(doing: "test") { _ = try? connection.execute("select 1/0", doing: "test") }
    }
  }

  @Test func bitsAndArraysKeepTheirValues() throws {
    let connection = try Connection(TestServer.newDatabase())
    try connection.execute(
      "create table t (n int generated always as identity, b bit varying, a integer[])", doing: "test")
    var rows = BinaryRows(columns: 2)
    let values: [([UInt8], Int, [Int32])] = [
      ([], 0, []), ([0x80], 1, [7]), ([0xA5, 0xC0, 0xFF], 10, [.min, 0, .max]),
      ([UInt8](repeating: 0x01, count: 8192), 65_536, Array(1...20_000)),
    ]
    for (bytes, count, numbers) in values {
      rows.beginRow()
      rows.bits(bytes, count: count)
      rows.smallIntegers(numbers)
      rows.endRow()
    }
    try connection.copy(into: Identifier("t"), columns: ["b", "a"]) { try $0.write(&rows) }
    let back = try connection.query(
      "select case when length(b) < 99 then b::text end, length(b), bit_count(b), left(a::text, 40), cardinality(a) from t order by n",
      doing: "test"
    ).map { $0.map { $0 ?? "-" }.joined(separator: " ") }
    #expect(
      back == [
        " 0 0 {} 0", "1 1 1 {7} 1", "1010010111 10 6 {-2147483648,0,2147483647} 3",
        "- 65536 8192 {1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16, 20000",
      ])
  }
}
