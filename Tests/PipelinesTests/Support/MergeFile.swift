import Foundation
import Tabular

/// What the relations system says of two customers on one date.
struct MergeWord: Sendable {
  var old: String
  var survivor: String
  var since: BusinessDate
  var isTakenBack = false
}

/// X5/party_map as it lies in the drop folder, with rows added that the sample bank did not write.
struct MergeFile {
  let data: SenderFile
  let control: SenderFile

  init(_ bank: TestBank, on date: BusinessDate) {
    data = SenderFile("\(bank.drop)/X5/MERGE_\(date.compact).txt.gz")
    control = SenderFile("\(bank.drop)/X5/MERGE_\(date.compact).ctl")
  }

  /// The control file agrees with the data file afterwards.
  func add(_ words: [MergeWord]) throws {
    let plain = SenderFile(data.path + ".text")
    try plain.write(data.unzipped())
    let decoded = try SenderFile.run("iconv", ["-f", "GB18030", "-t", "UTF-8", plain.path])
    let text = String(decoding: decoded, as: UTF8.self)
    let rows = words.map { word in
      let change = word.isTakenBack ? "删除" : "新增"
      return [change, word.old, word.survivor, "01", "\(word.since)", "系重复开户", "0000001", "0000002"]
        .joined(separator: "|@|") + "\n"
    }
    try plain.write(Array((text + rows.joined()).utf8))
    try data.zip(SenderFile.run("iconv", ["-f", "UTF-8", "-t", "GB18030", plain.path]))
    try FileManager.default.removeItem(atPath: plain.path)
    let sum = String(decoding: try SenderFile.run("md5sum", [data.path]).prefix(32), as: UTF8.self)
    try control.edit { text in
      text.replacing(/ROWS=(\d+)/) { "ROWS=\((Int($0.output.1) ?? 0) + words.count)" }
        .replacing(/MD5=\w+/) { _ in "MD5=\(sum)" }
    }
  }
}
