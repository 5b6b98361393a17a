#if canImport(Glibc)
  import Glibc
#endif

/// A list of C strings that lives for one call.
enum CStrings {
  typealias Pointers = UnsafePointer<UnsafePointer<CChar>?>

  /// Hands `body` the texts, nil where one is nil, with a nil after the last as libpq's keyword lists need.
  static func with<R>(_ texts: [String?], _ body: (Pointers) throws -> R) rethrows -> R {
    var copies: [UnsafePointer<CChar>?] = unsafe texts.map { text in
      guard let text else { return nil }
      precondition(!text.utf8.contains(0), "a parameter with a NUL byte")
      return unsafe UnsafePointer(strdup(text))
    }
    unsafe copies.append(nil)
    defer { unsafe copies.forEach { unsafe free(UnsafeMutableRawPointer(mutating: $0)) } }
    return try unsafe copies.withUnsafeBufferPointer { try unsafe body($0.baseAddress!) }
  }
}
