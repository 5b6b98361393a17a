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
  package init(_ error: any Error, place: String) {
    if let error = error as? StorageError {
      self.init(place: place, code: error.code)
      return
    }
    var inner: NSError? = error as NSError
    while let this = inner, this.domain != NSPOSIXErrorDomain {
      inner = this.userInfo[NSUnderlyingErrorKey] as? NSError
    }
    self.init(place: place, code: inner.map { Int32($0.code) } ?? Self.code(of: error))
  }

  /// Of an error of Foundation's about a file, whatever it was doing; nil where it is about something else.
  package init?(ifAboutFiles error: any Error) {
    guard error is CocoaError || error is POSIXError else { return nil }
    let path = (error as? CocoaError).flatMap { $0.filePath ?? $0.url?.path }
    self.init(error, place: path ?? "a file of the project")
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

  /// In the system's words.
  package var reason: String { code == 0 ? "cannot be written" : unsafe String(cString: strerror(code)) }

  package var description: String {
    "\(place): error: \(reason)"
      + "\n    hint: free space there, or may this user write in it? Then the next tick goes on"
  }
}
