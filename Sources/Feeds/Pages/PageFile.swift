import Glibc
import Tabular

/// The pages fetched so far: one a line, in a file that gets its name when it is whole.
@safe struct PageFile: ~Copyable {
  private let path: String
  private let partial: String
  private let name: String
  private let file: Int32
  private(set) var pages = 0
  private(set) var records = 0
  private(set) var totals: PageTotals?

  init(path: String, partial: String, name: String) throws(FeedError) {
    let file = unsafe open(
      partial, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0o640)
    guard file >= 0 else { throw FeedError(file: name, .unwritable(errno: errno)) }
    self.path = path
    self.partial = partial
    self.name = name
    self.file = file
  }

  deinit { close(file) }

  /// Keeps the whole pages an earlier fetch left behind. Where all of them are there nothing would be asked, and nobody
  /// would say that they are still the sender's: then none is kept.
  mutating func resume(_ form: JSONPages) throws(FeedError) {
    let kept = try recover(form)
    guard !isComplete else { return try clear() }
    guard ftruncate(file, off_t(kept)) == 0 else { throw FeedError(file: name, .unwritable(errno: errno)) }
  }

  /// Bytes of the pages that are whole and follow each other.
  private mutating func recover(_ form: JSONPages) throws(FeedError) -> Int {
    var kept = 0
    var line: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var offset: off_t = 0
    while true {
      let count = unsafe pread(file, &buffer, buffer.count, offset)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FeedError(file: name, .unreadable(errno: errno)) }
      if count == 0 { return kept }
      offset += off_t(count)
      for byte in buffer[..<count] {
        guard byte == 0x0A else {
          line.append(byte)
          continue
        }
        guard let page = try? Page(line, form: form, file: name, number: pages + 1), take(page) else { return kept }
        kept += line.count + 1
        line.removeAll(keepingCapacity: true)
      }
    }
  }

  /// Adds a page; false where it says other things of the delivery than the pages before it.
  private mutating func take(_ page: Page) -> Bool {
    if let totals, !totals.agrees(with: page.totals) { return false }
    totals = page.totals
    pages += 1
    records += page.records
    return true
  }

  mutating func append(_ page: Page) throws(FeedError) -> Bool {
    guard take(page) else { return false }
    try writeAll((page.text + [0x0A])[...], to: file, path: name)
    return true
  }

  /// Forgets everything.
  mutating func clear() throws(FeedError) {
    guard ftruncate(file, 0) == 0 else { throw FeedError(file: name, .unwritable(errno: errno)) }
    (pages, records, totals) = (0, 0, nil)
  }

  var isComplete: Bool { totals.map { pages >= $0.lastPage } ?? false }

  /// Flushes the pages and gives their file its name.
  func publish() throws(FeedError) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard fsync(file) == 0, unsafe rename(partial, path) == 0 else {
      throw FeedError(file: name, .unwritable(errno: errno))
    }
    try Folder.open(folder, name: name).sync()
  }
}

/// A page as it is stored, and what it says.
struct Page {
  var text: [UInt8]
  var totals: PageTotals
  var records: Int

  init(_ body: [UInt8], form: JSONPages, file: String, number: Int) throws(FeedError) {
    guard let text = JSONScan.compact(body) else { throw FeedError(file: file, line: number, .pages(.json)) }
    // Read back as the feed's reader will: what it could not read is not kept.
    let read = try unsafe text.withUnsafeBufferPointer { buffer throws(FeedError) -> (PageTotals, Int)? in
      guard let base = buffer.baseAddress else { return nil }
      return try unsafe Page.read(
        ByteView(base, count: buffer.count), form, Place(file: file, line: number, offset: 0))
    }
    guard let (totals, records) = read else { throw FeedError(file: file, line: number, .pages(.shape)) }
    guard totals.page == number else { throw FeedError(file: file, line: number, .pages(.wrongPage)) }
    self.text = text
    self.totals = totals
    self.records = records
  }

  private static func read(
    _ bytes: ByteView, _ form: JSONPages, _ place: Place
  ) throws(FeedError) -> (PageTotals, Int)? {
    var splitter = JSONPageSplitter(form, decoder: try TextDecoder(.utf8, file: place.file), limit: 1 << 20)
    return try splitter.readOnePage(bytes, place)
  }
}
