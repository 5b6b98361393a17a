import Tabular

/// Tells a file whose records are of another shape from one with some bad records.
///
/// One bad record is a reject. Where nearly all of the first records are other than declared, and in the same way, it is the
/// file: a column came in or went, or another file bears the name.
struct DriftWatch {
  /// The first so many records say it, or all of a smaller file; at least `few` are other.
  static let enough = 16
  static let few = 3
  /// Of `enough`, so many must be other in the same way: dirt may make a few of them other still, or right by chance.
  static let most = 13

  /// The first records are through, or the feed wants its rejects one by one.
  private(set) var isSettled: Bool
  private let form: FeedForm
  private var seen = 0
  /// What is other, by the line of the first such record.
  private var problems: [(problem: FeedError.Problem, line: Int, count: Int)] = []

  init(_ form: FeedForm) {
    self.form = form
    isSettled = form.drift.answer != .refuse
  }

  mutating func note(_ record: borrowing Record, _ window: ByteView, file: String) throws(FeedError) {
    seen += 1
    isSettled = seen == DriftWatch.enough
    if let fault = record.fault, let problem = problem(fault, record.raw, window) {
      if let known = problems.firstIndex(where: { $0.problem == problem }) {
        problems[known].count += 1
      } else {
        problems.append((problem, record.line, 1))
      }
    }
    if isSettled { try judge(file) }
  }

  func finish(file: String) throws(FeedError) {
    if !isSettled { try judge(file) }
  }

  private func judge(_ file: String) throws(FeedError) {
    guard let most = problems.max(by: { $0.count < $1.count }), most.count >= DriftWatch.few,
      most.count * DriftWatch.enough >= seen * DriftWatch.most
    else { return }
    throw FeedError(file: file, line: most.line, most.problem)
  }

  private func problem(_ fault: RecordFault, _ raw: Range<Int>, _ window: ByteView) -> FeedError.Problem? {
    switch (fault, form.shape) {
    case (.fieldCount(let declared, let delivered), _): .fields(declared: declared, delivered: delivered)
    case (.recordLength(let declared, let delivered), _): .recordLength(declared: declared, delivered: delivered)
    case (.unknownField, .jsonLines), (.unknownField, .jsonPages): members(raw, window)
    default: nil
    }
  }

  private func members(_ raw: Range<Int>, _ window: ByteView) -> FeedError.Problem {
    let names = (JSONShape.members(window, from: raw.lowerBound, before: raw.upperBound) ?? []).map(\.name)
    let known = Set(form.columns).union(form.drift.additions)
    return .members(unknown: names.filter { !known.contains($0) })
  }
}
