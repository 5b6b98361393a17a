import Tabular

/// How the loan system delivers: a packed file, and a control file with its rows, a sum and its digest.
enum LoanSystem {
  static func layout(
    _ feed: String, _ table: String, key: [String], balance: String? = nil, reference: String? = "cust_no",
    fields: [Field]
  ) -> Layout {
    Layout(
      feed, file: "X2/LN_\(table)_{D}.dat.gz", .delimited("|@|"), .utf8, key: key, balance: balance,
      currency: balance == nil ? nil : "ccy", reference: reference, checksum: .sha256, fields: fields)
  }

  /// After the last record. `sum`: what the control file calls the sum of the balance item.
  static func close(_ delivery: Delivery, sum: String? = nil, on day: Int, in night: Night) throws {
    let declared = try delivery.finish()
    let checksum = try delivery.close() ?? ""
    let total = sum.map { "\($0)=\(Spelling.amount(declared.money.total))\n" } ?? ""
    try night.write(
      "ROWS=\(declared.rows)\n\(total)SHA256=\(checksum)\n",
      to: delivery.layout.fileName(on: night.world.dates[day]).replacing(".dat.gz", with: ".ctl"))
  }

  /// Six decimals of a percent point: `4.350000`.
  static func rate(_ millionths: Int) -> String {
    "\(millionths / 1_000_000)." + Spelling.padded(millionths % 1_000_000, 6)
  }

  /// `01`
  static func code(_ number: Int) -> String { Spelling.padded(number, 2) }
}
