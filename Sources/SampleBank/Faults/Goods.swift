import Crypto
import Foundation
import Tabular

/// A good delivery, read back from where the bank wrote it, so that it can be spoiled.
struct Goods {
  /// Of the data file, below the drop folder.
  let name: String
  /// Unpacked.
  var content: [UInt8]
  /// The text of the control file, or of the marker, which is empty; nil where there is neither.
  var control: String?
  /// The files as they lie in the drop folder.
  let files: [FaultFile]
  private let companion: String?

  init(_ sender: FaultSender, on date: BusinessDate, in folder: String) throws {
    name = sender.layout.fileName(on: date)
    companion = sender.companion
    var files = [FaultFile(path: "drop/" + name, bytes: try Goods.read("\(folder)/drop/\(name)"))]
    content = name.hasSuffix(".gz") ? try GzipContent.unpacked(files[0].bytes, name: name) : files[0].bytes
    if let companion {
      let path = "drop/" + Goods.stem(of: name) + companion
      files.append(FaultFile(path: path, bytes: try Goods.read("\(folder)/\(path)")))
      control = String(decoding: files[1].bytes, as: UTF8.self)
    }
    self.files = files
  }

  /// The name of the file that completes the data file.
  var companionName: String { Goods.stem(of: name) + (companion ?? "") }

  /// Lines of the content, each with its end.
  var lines: [[UInt8]] {
    content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast().map {
      $0 + [UInt8(ascii: "\n")]
    }
  }

  /// The same delivery with what `content` and `control` say now.
  ///
  /// - Parameters:
  ///   - number: `_02` makes it a correction.
  ///   - packed: the data file's bytes, where they are not to be the packed content.
  ///   - isSealed: whether the checksum in the control file becomes that of the data file.
  func delivered(number: String = "", packed: [UInt8]? = nil, level: Int = 5, isSealed: Bool = true) -> [FaultFile] {
    let data = packed ?? (name.hasSuffix(".gz") ? GzipContent.packed(content, level: level) : content)
    let stem = Goods.stem(of: name)
    var files = [FaultFile(path: "drop/\(stem)\(number)\(name.dropFirst(stem.count))", bytes: data)]
    if let companion, let control {
      let text = isSealed ? Goods.sealed(control, over: data) : control
      files.append(FaultFile(path: "drop/\(stem)\(number)\(companion)", bytes: Array(text.utf8)))
    }
    return files
  }

  /// The value a control file gives under a name: what stands between `NAME=` and the next `;` or line end.
  func declared(_ name: String) -> String {
    Goods.range(of: name, in: control ?? "").map { String((control ?? "")[$0]) } ?? ""
  }

  mutating func declare(_ name: String, _ value: String) {
    guard var text = control, let range = Goods.range(of: name, in: text) else { return }
    text.replaceSubrange(range, with: value)
    control = text
  }

  private static func sealed(_ control: String, over data: [UInt8]) -> String {
    var text = control
    if let range = range(of: "MD5", in: text) {
      text.replaceSubrange(range, with: Fingerprint(Insecure.MD5.hash(data: data)).description)
    }
    if let range = range(of: "SHA256", in: text) {
      text.replaceSubrange(range, with: Fingerprint(SHA256.hash(data: data)).description)
    }
    return text
  }

  private static func range(of name: String, in text: String) -> Range<String.Index>? {
    guard let head = text.firstRange(of: name + "=") else { return nil }
    let end = text[head.upperBound...].firstIndex { $0 == ";" || $0 == "\n" } ?? text.endIndex
    return head.upperBound..<end
  }

  /// `X1/POST_20251120` of `X1/POST_20251120.dat.gz`.
  private static func stem(of name: String) -> String { String(name.prefix { $0 != "." }) }

  private static func read(_ path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw BankError(path, "cannot be read", hint: "the last three dates must have a delivery to spoil")
    }
    return Array(data)
  }
}
