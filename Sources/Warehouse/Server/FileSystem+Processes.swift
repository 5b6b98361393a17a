import Glibc
import Tabular

extension FileSystem {
  /// What the system says of a process; nil where it has ended, perhaps while it was asked, or is hidden as another's.
  static func text(ofProcess process: Int32, _ name: String) throws(StorageError) -> String? {
    do throws(StorageError) { return try text(of: "/proc/\(process)/\(name)") } catch {
      if [ESRCH, EACCES, EPERM].contains(error.code) { return nil }
      throw error
    }
  }
}
