import Foundation

/// One JSON object on one line, its keys in order, so that the same answer is the same bytes.
package enum JSONLine {
  package static func text(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(value) else { preconditionFailure("plain data cannot fail to encode") }
    return String(decoding: data, as: UTF8.self)
  }
}
