import Tabular

extension YAMLGuard {
  /// One token, or what stands between two.
  mutating func step() {
    guard let scalar = peek() else { return }
    switch scalar {
    case " ", "\n", "\r": advance()
    case "\t": refuse("there is a tab here", hint: "use spaces; in a value, quote it and write \\t")
    case "#" where column == 1 || isBlank(at: -1): skip { $0 != "\n" && $0 != "\r" }
    case "%" where column == 1: refuse("YAML directives are not read here", hint: "delete the line")
    case "-" where column == 1 && isMarker("---"), "." where column == 1 && isMarker("..."): documentMarker()
    case "&": refuse("anchors (&) are not read here", hint: "write the value out; quote a text that begins with &")
    case "*": refuse("aliases (*) are not read here", hint: "write the value out; quote a text that begins with *")
    case "!": refuse("tags (!) are not read here", hint: "every value is text; quote a text that begins with !")
    case "[", "{": openFlow(isMapping: scalar == "{")
    case "]" where !flows.isEmpty, "}" where !flows.isEmpty: closeFlow()
    case "," where !flows.isEmpty:
      flows[flows.count - 1].hasColon = false
      advance()
    case "-" where isBlank(at: 1) && flows.isEmpty: dash()
    case "?" where isBlank(at: 1): refuse("complex keys (?) are not read here", hint: "write key: value")
    case ":" where isBlank(at: 1) || !flows.isEmpty: refuse("a colon without a key before it", hint: "write key: value")
    case "'", "\"": quoted(by: scalar)
    case "|" where flows.isEmpty, ">" where flows.isEmpty: blockScalar()
    default: plain()
    }
  }

  private func isMarker(_ marker: String) -> Bool {
    isBlank(at: 3) && marker.unicodeScalars.enumerated().allSatisfy { peek($0.offset) == $0.element }
  }

  private mutating func documentMarker() {
    guard !hasContent, peek() == "-" else {
      return refuse("a second document begins here", hint: "one file, one document: delete the line")
    }
    hasContent = true
    advance(3)
  }

  private mutating func openFlow(isMapping: Bool) {
    startToken()
    flows.append(Flow(isMapping: isMapping))
    checkDepth()
    advance()
  }

  private mutating func closeFlow() {
    flows.removeLast()
    advance()
    skip { $0 == " " }
    if peek() == ":" {
      refuse("a list or mapping cannot be a key", hint: "write key: value with a text as the key")
    }
  }

  private mutating func dash() {
    hasContent = true
    // A dash at its key's own column opens nothing: `key:` over `- a` is usual.
    while let top = blocks.last, top.column > column { blocks.removeLast() }
    if blocks.last?.column != column { openBlock(at: column) }
    advance()
  }

  mutating func startToken() {
    hasContent = true
    lineHasToken = true
  }

  private mutating func quoted(by quote: Unicode.Scalar) {
    startToken()
    let place = here
    advance()
    let start = index
    while let scalar = peek(), scalar != quote || (quote == "'" && peek(1) == "'") {
      advance(scalar == "\\" && quote == "\"" || scalar == quote ? 2 : 1)
    }
    guard peek() != nil else {
      return refuse("the quote that opens here is never closed", hint: "close it on the same line", at: place)
    }
    let range = start..<index
    advance()
    // JSON's `"key":value` is a key in brackets even without the space.
    keyIfColonFollows(String(String.UnicodeScalarView(scalars[range])), range, place, isQuoted: true)
  }

  private mutating func plain() {
    let isFirst = !lineHasToken
    startToken()
    let place = here
    let start = index
    while let scalar = peek(), scalar != "\n", scalar != "\r" {
      if scalar == "\t" { return refuse("there is a tab here", hint: "use spaces") }
      if scalar == ":", isBlank(at: 1) || (!flows.isEmpty && isFlowIndicator(peek(1))) { break }
      if scalar == "#", isBlank(at: -1) { break }
      if !flows.isEmpty, isFlowIndicator(scalar) { break }
      advance()
    }
    var end = index
    while end > start, scalars[end - 1] == " " { end -= 1 }
    let text = String(String.UnicodeScalarView(scalars[start..<end]))
    if keyIfColonFollows(text, start..<end, place, isQuoted: false) { return }
    // A line where a key must stand, without its colon: the parser would blame the line after it.
    if isFirst, flows.isEmpty, place.column <= blocks.last?.column ?? 1, let trap = ColonTrap(text) {
      refuse(trap.message, hint: trap.hint, at: place)
    }
  }

  private func isFlowIndicator(_ scalar: Unicode.Scalar?) -> Bool {
    switch scalar {
    case ",", "[", "]", "{", "}": true
    default: false
    }
  }

  @discardableResult
  private mutating func keyIfColonFollows(
    _ name: String, _ range: Range<Int>, _ place: SourceLocation, isQuoted: Bool
  ) -> Bool {
    var offset = 0
    while peek(offset) == " " { offset += 1 }
    guard peek(offset) == ":" else { return false }
    let inFlow = !flows.isEmpty
    guard isBlank(at: offset + 1) || (inFlow && (isQuoted || isFlowIndicator(peek(offset + 1)))) else { return false }
    advance(offset + 1)
    noteKey(name, at: range, place)
    return true
  }

  /// `|` and `>`: the lines below, as deep as the first of them, are text, whatever they look like.
  private mutating func blockScalar() {
    startToken()
    let parent = blocks.last?.column ?? 0
    advance()
    if let digit = peek(), "0"..."9" ~= digit {
      return refuse(
        "an indentation indicator is not read here", hint: "indent the text by two spaces and drop the digit")
    }
    skip { $0 != "\n" && $0 != "\r" }
    var depth: Int?
    while index < scalars.count {
      var indent = 0
      skip { $0 == "\n" || $0 == "\r" }
      while peek(indent) == " " { indent += 1 }
      if let scalar = peek(indent), scalar != "\n", scalar != "\r" {
        if indent < depth ?? max(parent, 1) { return }
        depth = depth ?? indent
      }
      skip { $0 != "\n" && $0 != "\r" }
    }
  }
}
