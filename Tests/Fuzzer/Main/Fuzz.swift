import CLibFuzzer
import Fuzzing

/// `fuzz TARGET [options of libFuzzer] [folder of inputs]`. Only built by `Benchmarks/soak fuzz`, with AddressSanitizer,
/// coverage and assertions.
@main struct Fuzz {
  nonisolated(unsafe) static var target = FuzzTarget.all[0]

  static func main() throws {
    guard CommandLine.arguments.count > 1, let target = FuzzTarget.named(CommandLine.arguments[1]) else {
      fatalError("fuzz TARGET …: " + FuzzTarget.all.map(\.name).joined(separator: ", "))
    }
    unsafe Fuzz.target = target
    if CommandLine.arguments.count == 4, CommandLine.arguments[2] == "--seeds" {
      for (number, seed) in target.seeds().enumerated() {
        try write(seed, "\(CommandLine.arguments[3])/seed-\(number)")
      }
      return
    }
    if CommandLine.arguments.count == 3, CommandLine.arguments[2] == "--read" {
      try Answers(target.name).run()
      return
    }
    var words = CommandLine.arguments
    words.remove(at: 1)
    // libFuzzer keeps the pointers: they are never freed.
    var pointers: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) } + [nil]
    var count = CInt(words.count)
    unsafe pointers.withUnsafeMutableBufferPointer { buffer in
      var start = unsafe buffer.baseAddress
      _ = unsafe LLVMFuzzerRunDriver(&count, &start) { bytes, count in
        let input = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
        do { try unsafe Fuzz.target.attack(input) } catch { fatalError("\(error)") }
        return 0
      }
    }
  }

  private static func write(_ bytes: [UInt8], _ path: String) throws {
    let file = unsafe fopen(path, "w")
    precondition(unsafe file != nil)
    unsafe fwrite(bytes, 1, bytes.count, file)
    unsafe fclose(file!)
  }
}
