import Tabular

extension Night {
  /// Ends a file of the tax bureau, and writes the control file beside it: rows, the sum under the bureau’s word for
  /// it where the feed has one, and the checksum.
  func close(_ delivery: Delivery, sum: String? = nil, on day: Int) throws {
    let declared = try delivery.finish()
    let checksum = try delivery.close() ?? ""
    let money = sum.map { "\($0)=\(Spelling.amount(declared.money.total));" } ?? ""
    try write(
      "ROWS=\(declared.rows);\(money)MD5=\(checksum)\n",
      to: delivery.layout.fileName(on: world.dates[day]).replacing(".txt.gz", with: ".ctl"))
  }
}
