import Feeds
import Glibc
import Tabular

extension StorageError {
  /// What of a file's trouble is the machine's: it would be the same with any other file, and somebody has to know now.
  /// Nil where it is that file's, or its sender's.
  init?(_ error: FeedError) {
    let code: Int32
    switch error.problem {
    case .unreadable(let number), .unwritable(let number): code = number
    default: return nil
    }
    guard [EIO, ENOSPC, EDQUOT, EROFS, EMFILE, ENFILE, ENOMEM].contains(code) else { return nil }
    self.init(place: error.location.file, code: code)
  }
}
