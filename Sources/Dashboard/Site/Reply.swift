/// What goes back over the wire, before anything of HTTP: the same for a test and for a browser.
package struct Reply: Sendable {
  package var status: Int
  package var type: String
  package var body: String
  /// The name under which a browser keeps it, where it is a file.
  package var file: String?

  package init(status: Int, type: String = "text/html; charset=utf-8", body: String, file: String? = nil) {
    self.status = status
    self.type = type
    self.body = body
    self.file = file
  }

  /// Of the bytes: two replies with the same tag are the same.
  package var tag: String {
    var low: UInt64 = 0xcbf2_9ce4_8422_2325
    var high: UInt64 = 0x6c62_272e_07bb_0142
    for byte in body.utf8 {
      low = (low ^ UInt64(byte)) &* 0x100_0000_01b3
      high = (high &+ UInt64(byte)) &* 0x9e37_79b9_7f4a_7c15
      high ^= high >> 29
    }
    return "\"" + String(low, radix: 16) + String(high, radix: 16) + "\""
  }

  /// Scripts, frames, other people's resources and inline styles have no place in a page of ours.
  package static let guarding = [
    (
      "Content-Security-Policy",
      "default-src 'self'; script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"), ("Referrer-Policy", "same-origin"),
    ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Cache-Control", "private, no-cache"),
  ]
}
