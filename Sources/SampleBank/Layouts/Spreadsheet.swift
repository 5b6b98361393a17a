/// The byte order mark and headings of a CSV file that a spreadsheet wrote.
enum Spreadsheet {
  static func heading(_ names: [String]) -> [UInt8] { [0xEF, 0xBB, 0xBF] + Renderer.quoted(names) }
}
