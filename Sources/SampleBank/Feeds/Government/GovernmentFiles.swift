import Tabular

extension Night {
  /// Ends a file of a government platform, and puts the empty `.ok` beside it that says it is complete.
  func closeMarked(_ delivery: Delivery, on day: Int) throws {
    _ = try delivery.finish()
    try delivery.close()
    let name = delivery.layout.fileName(on: world.dates[day])
    try write("", to: name.prefix { $0 != "." } + ".ok")
  }

  /// Ends the records of an API, and writes what its pages say they are in all.
  func closePages(_ delivery: Delivery, on day: Int) throws {
    let declared = try delivery.finish()
    try delivery.close()
    try writePageTotals("{\"total\":\(declared.rows)}\n", of: delivery.layout, on: world.dates[day])
  }
}
