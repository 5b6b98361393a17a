import Feeds
import Golden
import Tabular
import Testing

/// Folders of `Cases/template`: a pattern, a control file's bytes, and what is declared or where it goes wrong.
@Suite struct TemplateTests {
  @Test(arguments: GoldenCase.suite("template")) func reads(_ golden: GoldenCase) throws {
    let pattern = try golden.text("pattern.txt")
    var out: String
    if var template = Template(pattern) {
      if golden.has("decimal_comma.txt") { template.decimalMark = "," }
      do {
        let declared = try template.read(golden.text("control.txt"), file: "control.txt")
        out = "rows \(declared.rows.map(String.init) ?? "-") date \(declared.businessDate?.description ?? "-")\n"
        for (item, sum) in declared.sums.sorted(by: { $0.key < $1.key }) { out += "sum \(item) \(sum)\n" }
        switch declared.checksum {
        case .md5(let digest): out += "md5 \(digest)\n"
        case .sha256(let digest): out += "sha256 \(digest)\n"
        case nil: break
        }
      } catch {
        out = "\(error)\n"
      }
    } else {
      out = "no pattern: \(Template.problem(in: pattern) ?? "?")\n"
    }
    if let difference = try golden.difference(from: out) { Issue.record("\(difference)") }
  }

  @Test func hasCases() { #expect(GoldenCase.suite("template").count > 5) }

  /// Whatever stands in a control file, it is read or refused.
  @Test func neverTrapsOnAnything() throws {
    let template = Template("ROWS={rows};TAX={sum tax};D={date 8}\nMD5={md5}")!
    let good = Array("ROWS=12;TAX=-1.50;D=20251120\nMD5=d41d8cd98f00b204e9800998ecf8427e".unicodeScalars)
    var random = Dice(state: 7)
    for _ in 0..<20_000 {
      var scalars = good
      for _ in 0...Int.random(in: 0...3, using: &random) where !scalars.isEmpty {
        let at = Int.random(in: 0..<scalars.count, using: &random)
        switch Int.random(in: 0...2, using: &random) {
        case 0: scalars.remove(at: at)
        case 1: scalars[at] = ["9", "-", "\n", "é", "中", ";", "{"].randomElement(using: &random)!
        default: scalars.insert(contentsOf: scalars.prefix(at), at: at)
        }
      }
      var text = ""
      text.unicodeScalars.append(contentsOf: scalars)
      _ = try? template.read(text, file: "control")
    }
  }
}
