import Foundation

/// The file system says no: the disk is full, or a folder may not be written. Nothing was published; once there is space
/// the next tick goes on.
package struct StorageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A folder or file of ours, as the project names it.
  package var place: String
  /// The system's `errno`; 0 where it gave none.
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
    self.init(place: place, code: inner.map { Int32($0.code) } ?? Self.code(of: error))
  }

  /// Where Foundation keeps the system's reason to itself.
  private static func code(of error: any Error) -> Int32 {
    switch (error as? CocoaError)?.code {
    case .fileWriteOutOfSpace?: ENOSPC
    case .fileWriteNoPermission?, .fileReadNoPermission?: EACCES
    case .fileWriteFileExists?: EEXIST
    case .fileWriteVolumeReadOnly?: EROFS
    case .fileNoSuchFile?, .fileReadNoSuchFile?: ENOENT
    default: 0
    }
  }

  package var description: String {
    "\(place): error: \(code == 0 ? "cannot be written" : unsafe String(cString: strerror(code)))"
      + "\n    hint: free space there, or may this user write in it? Then the next tick goes on"
  }
}
