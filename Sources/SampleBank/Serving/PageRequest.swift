import Tabular

/// What a caller asks for: `GET /v1/social-insurance?date=2025-11-20&page=1&size=500` with a bearer token.
struct PageRequest: Equatable {
  enum Refusal: Error, Equatable {
    case malformed, unauthorized, notFound

    var status: String {
      switch self {
      case .malformed: "400 Bad Request"
      case .unauthorized: "401 Unauthorized"
      case .notFound: "404 Not Found"
      }
    }
  }

  static let largestPage = 5000

  let endpoint: Endpoint
  let date: BusinessDate
  /// From 1.
  let page: Int
  let size: Int

  /// Reads a request's head. Who may not ask an endpoint learns nothing else about the request, and who has no token
  /// at all not even which endpoints there are.
  static func read(_ head: String, tokens: [Endpoint: String]) -> Result<PageRequest, Refusal> {
    let lines = head.split(separator: "\r\n", omittingEmptySubsequences: false)
    let words = lines[0].split(separator: " ").map(String.init)
    guard words.count == 3, words[2].hasPrefix("HTTP/1.") else { return .failure(.malformed) }
    let parts = words[1].split(separator: "?", maxSplits: 1).map(String.init)
    let endpoint = tokens.keys.first { $0.path == parts.first }
    let accepted = endpoint.map { [tokens[$0] ?? ""] } ?? Array(tokens.values)
    guard let bearer = header("authorization", of: lines), accepted.contains(where: { isEqual(bearer, "Bearer " + $0) })
    else { return .failure(.unauthorized) }
    guard words[0] == "GET", let endpoint else { return .failure(.notFound) }
    var query: [String: String] = [:]
    for pair in parts.dropFirst().joined().split(separator: "&") {
      let sides = pair.split(separator: "=", maxSplits: 1).map(String.init)
      guard sides.count == 2, query.updateValue(sides[1], forKey: sides[0]) == nil else { return .failure(.malformed) }
    }
    guard let date = BusinessDate(query["date"] ?? ""), let page = Int(query["page"] ?? "1"),
      let size = Int(query["size"] ?? "500"), 1...1_000_000 ~= page, 1...largestPage ~= size
    else { return .failure(.malformed) }
    return .success(PageRequest(endpoint: endpoint, date: date, page: page, size: size))
  }

  private static func header(_ name: String, of lines: [Substring]) -> String? {
    for line in lines.dropFirst() {
      let sides = line.split(separator: ":", maxSplits: 1)
      if sides.count == 2, sides[0].lowercased() == name {
        return String(sides[1].drop { $0 == " " })
      }
    }
    return nil
  }

  /// Takes as long wherever the first difference stands.
  private static func isEqual(_ a: String, _ b: String) -> Bool {
    let (left, right) = (Array(a.utf8), Array(b.utf8))
    var difference = left.count ^ right.count
    for place in right.indices { difference |= Int(right[place] ^ (left.isEmpty ? 0 : left[place % left.count])) }
    return difference == 0
  }
}
