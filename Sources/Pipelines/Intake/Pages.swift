import Feeds
import Tabular

extension Intake {
  /// Fetches an API's pages into a file of `folder`, one page a line; declared totals stand on every page.
  ///
  /// The folder goes with a fetch that failed, and the next one begins at the first page: pages of two moments may agree
  /// in their totals and still have a record twice or not at all, where the sender changed something in between. Where
  /// every page names the state of the data that it is of, its pages are kept and the next fetch goes on behind them: it
  /// begins anew only when the page asked for next is of another state.
  func fetch(
    _ address: Feed.PageAddress, _ feed: Feed, _ date: BusinessDate, into folder: String
  ) throws(FeedError) -> FeedFile {
    guard case .jsonPages(let form) = feed.form.shape else { preconditionFailure("pages have a form of their own") }
    let source = HTTPSPages(
      url: address.url, tokenFile: address.tokenFile.map(project.path), client: address.client,
      caFile: address.authorityFile.map(project.path), pageSize: address.size, form: form, limits: address.limits)
    let name = "\(feed.id)_\(date.compact)"
    let path = "\(folder)/\(name.split(separator: "/").last ?? "").json"
    let partial = address.snapshot == nil ? nil : archive.begunPages(of: feed.id, on: date)
    _ = try source.fetch(date, to: path, by: partial, name: name, tokens: tokens)
    return FeedFile(path: path, name: name, businessDate: date, bytes: 0)
  }
}
