import Tabular

/// Why a URL is none of ours. It says which part is wrong, never what stood there.
package enum AddressProblem: Error, Hashable, Sendable {
  case tooLong
  case encoding
  case noSuchPage
  case unknownParameter
  case twice(Address.Parameter)
  case bad(Address.Parameter)
  case badName

  /// A page that is not there is 404; a part that cannot be read 400.
  package var status: Int { self == .noSuchPage ? 404 : 400 }
}

extension Address {
  package static let longest = 2048

  /// Reads a request's target: path and query, as they came over the wire.
  package init(target: String) throws(AddressProblem) {
    guard target.utf8.count <= Address.longest else { throw .tooLong }
    guard target.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { throw .encoding }
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    self.init(try Page(path: halves[0]))
    if halves.count == 2 { try read(query: halves[1]) }
  }

  /// The language a URL asks for, however wrong the rest of it is.
  package static func language(of target: String) -> Language {
    guard let query = target.firstIndex(of: "?") else { return .zh }
    return target[query...].dropFirst().split(separator: "&").contains("lang=en") ? .en : .zh
  }

  private mutating func read(query: Substring) throws(AddressProblem) {
    let allowed = page.own.union([.date, .org, .lang, .format])
    var seen: Set<Parameter> = []
    for pair in query.split(separator: "&", omittingEmptySubsequences: true) {
      let halves = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentCoding.decoded(halves[0]) else { throw .encoding }
      guard let parameter = Parameter(rawValue: name), allowed.contains(parameter) else { throw .unknownParameter }
      guard seen.insert(parameter).inserted else { throw .twice(parameter) }
      guard halves.count == 2, let text = PercentCoding.decoded(halves[1], plusIsBlank: true) else { throw .encoding }
      // A form that was left empty asks for nothing.
      if text.isEmpty { continue }
      try read(parameter, text)
    }
  }

  private mutating func read(_ parameter: Parameter, _ text: String) throws(AddressProblem) {
    switch parameter {
    case .date:
      guard text.utf8.count == 10, let day = BusinessDate(text), 2000...2099 ~= day.components.year else {
        throw .bad(.date)
      }
      date = day
    case .org:
      guard text.isWord(upTo: 20) else { throw .bad(.org) }
      organisation = text
    case .lang:
      guard let known = Language(rawValue: text) else { throw .bad(.lang) }
      language = known
    case .format:
      guard let known = Format(rawValue: text) else { throw .bad(.format) }
      format = known
    case .id:
      guard 1...18 ~= text.utf8.count, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let key = Int64(text) else {
        throw .bad(.id)
      }
      customer = key
    case .group:
      guard text.isWord(upTo: 63) else { throw .bad(.group) }
      group = text
    case .value:
      guard text.count <= 100 else { throw .bad(.value) }
      value = text
    case .find:
      guard text.count <= 60 else { throw .bad(.find) }
      find = text
    case .part:
      guard text.utf8.count <= 4, let number = Int(text), number >= 1 else { throw .bad(.part) }
      part = number
    }
  }
}

extension Address.Page {
  fileprivate init(path: Substring) throws(AddressProblem) {
    guard let path = PercentCoding.decoded(path) else { throw .encoding }
    switch path {
    case "/": self = .overview
    case "/customer": self = .customer
    case "/labels": self = .labels
    case "/indicators": self = .indicators
    case "/opportunities": self = .opportunities
    case "/items": self = .items
    case "/runs": self = .runs
    default:
      let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 3, parts[0].isEmpty else { throw .noSuchPage }
      let id = String(parts[2])
      switch parts[1] {
      case "kpi": self = .kpi(id)
      case "label": self = .label(id)
      case "indicator": self = .indicator(id)
      default: throw .noSuchPage
      }
      guard id.isWord(upTo: 63) else { throw .badName }
    }
  }
}

extension String {
  /// Letters, digits and low lines of ASCII: what our names are made of.
  fileprivate func isWord(upTo longest: Int) -> Bool {
    1...longest ~= utf8.count
      && utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || $0 == 0x5F }
  }
}
