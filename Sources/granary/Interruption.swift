import Glibc

/// Ctrl-C, a closed terminal, a shutdown of the machine: the process ends at once, with 130.
///
/// Nothing is tidied up first. What a killed run leaves the next one removes, and so there is one way to end early: the
/// one that is proven.
enum Interruption {
  static func endsTheProcess() {
    for signal in [SIGINT, SIGTERM, SIGHUP] {
      // Whoever started it may have had it ignore one of them, as nohup does.
      var before = sigaction()
      guard unsafe sigaction(signal, nil, &before) == 0 else { continue }
      let isIgnored = unsafe unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self) == 1
      if !isIgnored { _ = Glibc.signal(signal, end) }
    }
  }

  /// Calls only what a signal handler may.
  private static let end: @convention(c) (Int32) -> Void = { _ in
    let words: StaticString = """

      error: interrupted
          hint: run it again, or leave it to the next tick; readers see nothing half done

      """
    _ = unsafe write(STDERR_FILENO, words.utf8Start, words.utf8CodeUnitCount)
    _exit(130)
  }
}
