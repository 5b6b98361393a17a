import Foundation

/// The file system says no: the disk is full, or a folder may not be written. Nothing was published; once there is space
/// the next tick goes on.
package struct StorageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A folder or file of ours, as the project names it.
  package var place: String
  /// The system's `errno`.
  package var code: Int32

  package init(place: String, code: Int32) {
    self.place = place
    self.code = code
  }

  /// Of an error that Foundation made of it.
  init(_ error: any Error, place: String) {
    var inner: NSError? = error as NSError
    while let this = inner, this.domain != NSPOSIXErrorDomain {
      inner = this.userInfo[NSUnderlyingErrorKey] as? NSError
    }
    self.init(place: place, code: inner.map { Int32($0.code) } ?? EIO)
  }

  package var description: String {
    "\(place): error: \(unsafe String(cString: strerror(code)))"
      + "\n    hint: free space there, or may this user write in it? Then the next tick goes on"
  }
}
