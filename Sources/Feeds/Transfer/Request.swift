/// What is asked of a server.
struct Request {
  enum Kind {
    /// The whole of a short answer.
    case page
    /// The names in a folder, a line each.
    case names
    /// How big a file is, and of when; nothing of it comes.
    case look
    /// A file, from where the part that is here ends.
    case file(PartialFile)
    /// A form is posted.
    case form(String)
  }

  var url: String
  var kind: Kind
  /// Header lines, of HTTP alone.
  var headers: [String] = []
}

/// A name as an address or a form may hold it.
func percentEncoded(_ name: String) -> String {
  let digits = Array("0123456789ABCDEF")
  return name.utf8.map { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
      String(UnicodeScalar(byte))
    default: "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
    }
  }.joined()
}
