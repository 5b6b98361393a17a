import Catalog
import Cleansing
import Feeds
import Foundation
import Postgres
import Tabular
import Warehouse

/// What every step of a load needs; the steps themselves are extensions, in the order `Load.swift` calls them.
struct Loader {
  let project: Project
  let run: ActiveRun
  let tokenKey: TokenKey
  let clock: Clock
  let progress: NightProgress
  /// The operator's word: another file for a published date replaces it.
  var isCorrection = false
  /// What is read once more by today's catalog: the live delivery that this load may replace by itself.
  var replayed: LedgerEntry?
  /// What came of asking senders' servers.
  var mirrored = Mirrored()
  /// Tokens that senders' servers gave.
  let tokens = ClientTokens()

  var database: Database { run.database }
  var sessions: SessionPool { run.sessions }

  /// For files without a name, gone with the process.
  var scratchFolder: String { FileManager.default.temporaryDirectory.path }

  func asset(of feed: Feed) -> Asset {
    guard let asset = project.catalog.asset(feed.asset) else {
      preconditionFailure("a feed was read without its asset")
    }
    return asset
  }
}
