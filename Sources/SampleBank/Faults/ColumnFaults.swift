import Foundation
import Tabular

/// Files whose columns or encoding are not those agreed on.
extension FaultDesk {
  func columnFaults() throws -> [FaultCase] {
    [
      try added(), try addedUnnamed(), try missing(), try missingUnnamed(), try reordered(), try otherEncoding(),
      try otherEncodingOfHeading(),
    ]
  }

  private func added() throws -> FaultCase {
    try headed("added_column", .staff, "标题行多一列", "not declared 备注") { $0 + ["备注"] }
  }

  private func missing() throws -> FaultCase {
    try headed("missing_column", .office, "标题行少一列", "missing 启用日期") { Array($0.dropLast()) }
  }

  private func reordered() throws -> FaultCase {
    try headed(
      "reordered_columns", .staff, "工号与姓名两列换了位置",
      "the order differs: declared 变动, 工号, 姓名, 性别, 机构号, 岗位, 业务条线, 入职日期, 离职日期, 员工状态; "
        + "delivered 变动, 姓名, 工号, 性别, 机构号, 岗位, 业务条线, 入职日期, 离职日期, 员工状态"
    ) { values in
      var values = values
      values.swapAt(1, 2)
      return values
    }
  }

  /// A spreadsheet in which every line, the heading too, has its values changed.
  private func headed(
    _ name: String, _ sender: FaultSender, _ meaning: String, _ words: String, _ change: ([String]) -> [String]
  ) throws -> FaultCase {
    var goods = try goods(sender)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let lines = String(decoding: goods.content.dropFirst(mark.count), as: UTF8.self).components(separatedBy: "\r\n")
    let values = { (line: String) in line.dropFirst().dropLast().components(separatedBy: "\",\"") }
    goods.content = mark + lines.dropLast().flatMap { Renderer.quoted(change(values($0))) }
    let agreed = values(lines[0])
    // The character at which the first name begins that is another one: each before it has two quotes and a comma.
    let same = zip(agreed, change(agreed)).prefix { $0 == $1 }.map(\.0)
    let column = same.reduce(1) { $0 + $1.count + 3 }
    return try refused(
      name, sender, meaning, goods.delivered(), goods.name + ":1:\(column)",
      "the heading names other columns than the feed: \(words)", drifted(goods, sender))
  }

  /// Whom to ask, and what to type where the change is meant.
  private func drifted(_ goods: Goods, _ sender: FaultSender) -> String {
    "ask \(sender.contact); if the change is meant: granary feed propose \(goods.name) --against \(sender.feed), "
      + "and once it is declared granary run --date \(date) --feed \(sender.feed) --correct"
  }

  /// No heading tells: every record has a field too many.
  private func addedUnnamed() throws -> FaultCase {
    try counted("added_field", .declaration, "每条记录多一个字段", by: "|") { $0 + ["0"] }
  }

  private func missingUnnamed() throws -> FaultCase {
    try counted("missing_field", .loan, "每条记录少最后一个字段", by: "|@|") { $0.dropLast() }
  }

  /// Every record has another number of fields: said of the file as a whole, at the first record that has it.
  private func counted(
    _ name: String, _ sender: FaultSender, _ meaning: String, by delimiter: String,
    _ change: ([String]) -> [String]
  ) throws -> FaultCase {
    var goods = try goods(sender)
    let converter = Converter.fromGB18030()
    let isForeign = sender.layout.encoding == .gb18030
    let records = goods.lines.map { line -> (bytes: [UInt8], fields: Int) in
      let text = isForeign ? converter.convert(line) ?? line : line
      let agreed = String(decoding: text.dropLast(), as: UTF8.self).components(separatedBy: delimiter)
      let mark = Array(delimiter.utf8)
      // Fields are added and taken away at the end, so the bytes before them stay as they are.
      let ours = change(agreed)
      let bytes =
        ours.count > agreed.count
        ? line.dropLast() + mark + Array((ours.last ?? "").utf8) + [0x0A]
        : line.dropLast(1 + (agreed.last ?? "").utf8.count + mark.count) + [0x0A]
      return (Array(bytes), ours.count)
    }
    goods.content = Array(records.map(\.bytes).joined())
    let declared = sender.layout.fields.count
    let delivered = change(Array(repeating: "", count: declared)).count
    let first = (records.firstIndex { $0.fields == delivered } ?? 0) + 1
    return try refused(
      name, sender, meaning, goods.delivered(), goods.name + ":\(first)",
      "its records have \(delivered) fields, the feed declares \(declared)", drifted(goods, sender))
  }

  /// UTF-8 where GB 18030 was agreed: half of the names are still characters, and none of them is right.
  private func otherEncoding() throws -> FaultCase {
    let converter = Converter.fromGB18030()
    return try unreadable("wrong_encoding", .declaration, "约定 GB18030，实际 UTF-8") { converter.convert($0) ?? $0 }
  }

  private func otherEncodingOfHeading() throws -> FaultCase {
    var goods = try goods(.office)
    goods.content = Converter.toGB18030().convert(goods.content.dropFirst(3)) ?? goods.content
    return try refused(
      "wrong_encoding_with_heading", .office, "约定 UTF-8，实际 GB18030", goods.delivered(), goods.name + ":1",
      "the heading line is not text in the feed's encoding", "ask the sender, or set `encoding` in the feed's form")
  }

  /// A file without a heading, every record changed: the gate for rejects closes, and says by which rule.
  private func unreadable(
    _ name: String, _ sender: FaultSender, _ meaning: String, _ change: ([UInt8]) -> [UInt8]
  ) throws -> FaultCase {
    var goods = try goods(sender)
    let records = goods.lines.map(change)
    goods.content = Array(records.joined())
    // In the bytes of the agreed encoding, as a reader finds them.
    let judge = Judge(sender.layout, on: date)
    var rejected: [String: Int] = [:]
    for record in records { if let rule = judge.judge(record).refusal?.rule { rejected[rule, default: 0] += 1 } }
    let all = rejected.values.reduce(0, +)
    let most = rejected.min { ($1.value, $0.key) < ($0.value, $1.key) }
    guard let most, all * 20 > records.count else {
      throw BankError(goods.name, "has too few records to spoil", hint: "--customers 60 or more")
    }
    let share = Amount(units: Int128(all) * 10_000 / Int128(records.count), scale: 2)
    let grouped = { (number: Int) in Amount.grouped(String(number)) }
    return try refused(
      name, sender, meaning, goods.delivered(), goods.name,
      "\(sender.title) refused, \(grouped(all)) of \(grouped(records.count)) records rejected "
        + "(\(share)%, allowed 5.00%), \(grouped(most.value)) of them by \(most.key)",
      "granary rejects list \(sender.feed) --date \(date)")
  }
}
