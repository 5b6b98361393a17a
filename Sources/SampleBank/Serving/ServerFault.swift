import Foundation

/// How the agency's server misbehaves, until it is told to stop. In all of these a page holds a third of the records at
/// most, so that there is something to go wrong between pages.
package enum ServerFault: String, Sendable, CaseIterable {
  case http500 = "http_500"
  /// Takes the request and says nothing.
  case stalls
  /// Closes in the middle of the answer.
  case breaksOff = "breaks_off"
  /// From the second page on half as many records a page.
  case changesPageSize = "changes_page_size"
  /// Says that there is a page less than there is.
  case endsEarly = "ends_early"

  /// Below the bank's folder: holds the name of a fault, or nothing.
  static let file = Endpoint.social.folder + "/fault"

  init?(in folder: String) {
    guard let data = FileManager.default.contents(atPath: "\(folder)/\(ServerFault.file)") else { return nil }
    self.init(rawValue: String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
