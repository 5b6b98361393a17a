import Tabular

/// The second gate, before Yams sees a file: walks the tokens of YAML once, builds nothing, and refuses what granary
/// does not read. An alias as a mapping key would hang the parser, deep nesting would exhaust its stack, and a key
/// written twice would stop it at the wrong place.
struct YAMLGuard {
  /// Deeper than any file of ours; both bracket and indentation levels count.
  static let depthLimit = 16

  /// The text for the parser: as written, but with second keys struck out.
  private(set) var scalars: [Unicode.Scalar]
  private(set) var diagnostics: [Diagnostic] = []
  /// Nothing more can be told about this file.
  private(set) var isRefused = false

  let file: String
  var index = 0
  var line = 1
  var column = 1
  /// Open brackets, outermost first.
  var flows: [Flow] = []
  /// Open block collections by the column of their keys or dashes.
  var blocks: [Block] = []
  /// A token other than `-` has been seen on this line.
  var lineHasToken = false
  var hasContent = false
  private var struckOut: UInt32 = 0

  struct Flow {
    var isMapping: Bool
    var keys: [String: Int] = [:]
    var hasColon = false
  }

  struct Block {
    var column: Int
    var keys: [String: Int]
  }

  init(_ scalars: [Unicode.Scalar], file: String) {
    self.scalars = scalars
    self.file = file
  }

  mutating func run() {
    while index < scalars.count, !isRefused { step() }
    // An open bracket at the end is the parser's to report.
  }

  var here: SourceLocation { SourceLocation(file: file, line: line, column: column) }

  func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    index + offset < scalars.count ? scalars[index + offset] : nil
  }

  /// Space, line end or end of file: what must follow `-`, `?` and `:` for them to mean anything.
  func isBlank(at offset: Int) -> Bool {
    guard let scalar = peek(offset) else { return true }
    return scalar == " " || scalar == "\n" || scalar == "\r" || scalar == "\t"
  }

  mutating func advance() {
    let scalar = scalars[index]
    index += 1
    if scalar == "\n" || (scalar == "\r" && peek() != "\n") {
      line += 1
      column = 1
      lineHasToken = false
    } else {
      column += 1
    }
  }

  mutating func advance(_ count: Int) { for _ in 0..<count where index < scalars.count { advance() } }

  mutating func skip(while condition: (Unicode.Scalar) -> Bool) {
    while let scalar = peek(), condition(scalar) { advance() }
  }

  mutating func report(at location: SourceLocation, _ message: String, hint: String) {
    diagnostics.append(Diagnostic(at: location, message, hint: hint))
  }

  mutating func refuse(_ message: String, hint: String, at location: SourceLocation? = nil) {
    report(at: location ?? here, message, hint: hint)
    isRefused = true
  }

  // MARK: Keys

  /// A key was met at `range`; `place` is where it begins.
  mutating func noteKey(_ name: String, at range: Range<Int>, _ place: SourceLocation) {
    if name == "<<" {
      return refuse("merge keys (<<) are not read here", hint: "write the keys out", at: place)
    }
    let first: Int?
    if let top = flows.indices.last {
      if flows[top].isMapping, flows[top].hasColon {
        return refuse(
          name.contains("，")
            ? "there is a full-width comma in “\(name.prefix(40))”"
            : "a colon stands inside a value, or a comma is missing before this",
          hint: "put an ASCII comma and a space between entries, or quote the value", at: place)
      }
      guard flows[top].isMapping else { return }
      flows[top].hasColon = true
      first = flows[top].keys[name]
      if first == nil { flows[top].keys[name] = place.line }
    } else {
      openBlock(at: place.column)
      let top = blocks.count - 1
      first = blocks[top].keys[name]
      if first == nil { blocks[top].keys[name] = place.line }
    }
    guard let first else { return }
    report(at: place, "“\(name.prefix(40))” is written twice", hint: "keep one; the first is in line \(first)")
    strikeOut(range)
  }

  /// The same number of characters, so that columns hold, in a spelling that no file can have.
  private mutating func strikeOut(_ range: Range<Int>) {
    struckOut += 1
    guard !range.isEmpty, struckOut < 0x1000, let mark = Unicode.Scalar(0xE000 + struckOut) else {
      isRefused = true
      return
    }
    scalars[range.lowerBound] = mark
  }

  static func isStruckOut(_ key: String) -> Bool {
    key.unicodeScalars.first.map { 0xE000...0xF8FF ~= $0.value } ?? false
  }

  /// A key or dash stands at `column`: deeper collections end here, and a new one may begin.
  mutating func openBlock(at column: Int) {
    while let top = blocks.last, top.column > column { blocks.removeLast() }
    if blocks.last?.column != column { blocks.append(Block(column: column, keys: [:])) }
    checkDepth()
  }

  mutating func checkDepth() {
    if flows.count + blocks.count > YAMLGuard.depthLimit {
      refuse("nested deeper than \(YAMLGuard.depthLimit) levels", hint: "no file of the catalog needs that")
    }
  }
}
