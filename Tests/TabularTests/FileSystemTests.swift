import Foundation
import Glibc
import Tabular
import Testing

/// What cannot be told is never taken for what is not there, and no failure ends the process.
@Suite struct FileSystemTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "granary-files-\(UUID().uuidString)").path

  @Test func whatIsNotThereIsNoError() throws {
    #expect(try FileSystem.kind(of: folder) == nil)
    #expect(try FileSystem.names(in: folder) == [])
    #expect(try FileSystem.tree(below: folder) == [])
    #expect(try FileSystem.contents(of: folder) == nil)
    #expect(try FileSystem.target(ofLink: folder) == nil)
    try FileSystem.remove(folder)
  }

  @Test func whatCannotBeToldIsAnError() throws {
    try FileSystem.makeFolder(folder)
    defer { try? FileSystem.remove(folder) }
    // A link to itself leads nowhere, and nobody can say what lies behind it.
    let loop = folder + "/loop"
    #expect(unsafe symlink(loop, loop) == 0)
    let isLoop = { (error: StorageError) in error.code == ELOOP }
    #expect(try FileSystem.kind(of: loop) == .other)
    #expect { try FileSystem.kind(of: loop + "/file") } throws: { ($0 as? StorageError).map(isLoop) ?? false }
    #expect { try FileSystem.names(in: loop) } throws: { ($0 as? StorageError).map(isLoop) ?? false }
    #expect { try FileSystem.tree(below: loop) } throws: { ($0 as? StorageError).map(isLoop) ?? false }
    #expect { try FileSystem.contents(of: loop) } throws: { ($0 as? StorageError).map(isLoop) ?? false }
    #expect { try FileSystem.isOneFile(loop + "/file", folder) } throws: { ($0 as? StorageError).map(isLoop) ?? false }
    #expect { try FileSystem.isEqual(loop, folder) } throws: { ($0 as? StorageError).map(isLoop) ?? false }
    #expect { try FileSystem.makeFolder(loop + "/inner") } throws: { ($0 as? StorageError).map(isLoop) ?? false }
  }

  @Test func whatIsTheSameFileAndWhatIsItsCopy() throws {
    try FileSystem.makeFolder(folder)
    defer { try? FileSystem.remove(folder) }
    let long = [UInt8](repeating: 7, count: 600_000)
    let files = ["file": long, "copy": long, "longer": long + [7], "other": long.dropLast() + [8], "empty": []]
    for (name, bytes) in files { try FileSystem.write(bytes, to: "\(folder)/\(name)") }
    #expect(unsafe link(folder + "/file", folder + "/linked") == 0)
    let file = folder + "/file"
    for (name, isOne, isEqual) in [
      ("linked", true, true), ("copy", false, true), ("longer", false, false), ("other", false, false),
      ("empty", false, false), ("absent", false, false),
    ] {
      let other = "\(folder)/\(name)"
      #expect(try FileSystem.isOneFile(file, other) == isOne && FileSystem.isOneFile(other, file) == isOne, "\(name)")
      #expect(try FileSystem.isEqual(file, other) == isEqual && FileSystem.isEqual(other, file) == isEqual, "\(name)")
    }
  }

  @Test func aTreeAsItStands() throws {
    defer { try? FileSystem.remove(folder) }
    try FileSystem.makeFolder(folder + "/b/c")
    try FileSystem.write(Array("one".utf8), to: folder + "/b/c/file")
    try FileSystem.replace(folder + "/a", with: Array("two".utf8), mode: 0o600)
    try FileSystem.replace(folder + "/a", with: Array("three".utf8), mode: 0o600)
    #expect(unsafe symlink(folder + "/b", folder + "/link") == 0)
    let found = try FileSystem.tree(below: folder)
    #expect(found.map(\.path) == ["a", "b", "b/c", "b/c/file", "link"])
    #expect(found.map(\.kind) == [.file, .folder, .folder, .file, .other])
    #expect(try FileSystem.text(of: folder + "/a") == "three")
    #expect(try FileSystem.target(ofLink: folder + "/link") == folder + "/b")
    var about = stat()
    #expect(unsafe stat(folder + "/a", &about) == 0 && about.st_mode & 0o777 == 0o600)
    // A rename that fails is told, where Foundation's ends the process.
    #expect(throws: StorageError(place: folder + "/gone/a", code: ENOENT)) {
      try FileSystem.rename(folder + "/a", to: folder + "/gone/a")
    }
    #expect(throws: StorageError(place: folder + "/b/c", code: ENOTEMPTY)) {
      try FileSystem.makeFolder(folder + "/d")
      try FileSystem.rename(folder + "/d", to: folder + "/b/c")
    }
    try FileSystem.remove(folder)
    #expect(try FileSystem.kind(of: folder) == nil)
  }

  @Test func aFileThatFailsToBePreparedIsNotThere() throws {
    struct Refused: Error {}
    try FileSystem.makeFolder(folder)
    defer { try? FileSystem.remove(folder) }
    #expect(throws: Refused.self) {
      try FileSystem.replace(folder + "/a", with: [1]) { _ in throw Refused() }
    }
    #expect(try FileSystem.names(in: folder) == [])
  }
}
