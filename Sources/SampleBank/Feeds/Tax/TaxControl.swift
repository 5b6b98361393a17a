import Tabular

extension Courier {
  /// Ends a file of the tax bureau, and writes the control file beside it: rows, the sum under the bureau’s word for
  /// it where the feed has one, and the checksum.
  func closeTaxes(_ delivery: Delivery, sum: String? = nil, on date: BusinessDate) throws {
    let declared = try delivery.finish()
    let checksum = try delivery.close() ?? ""
    let money = sum.map { "\($0)=\(Spelling.amount(declared.money.total));" } ?? ""
    try write(
      "ROWS=\(declared.rows);\(money)MD5=\(checksum)\n",
      to: delivery.layout.fileName(on: date).replacing(".txt.gz", with: ".ctl"))
  }
}

extension Night {
  func close(_ delivery: Delivery, sum: String? = nil, on day: Int) throws {
    try courier.closeTaxes(delivery, sum: sum, on: world.dates[day])
  }
}
