package import Tabular

/// `Pipelines/night.yaml`: when the night may begin, when it must be done, and where things lie.
package struct Night: Sendable {
  package var name: String
  package var zone: Zone
  package var from: TimeOfDay
  package var done: TimeOfDay
  package var first: BusinessDate
  package var catchUp: Int
  package var dropFolder: String
  package var archiveFolder: String
  package var outboxFolder: String
  /// Senders' servers, by the names feeds call them.
  package var endpoints: [String: Endpoint]
  /// Those that are declared wrongly, which is reported; there is nothing to say of them again.
  var unsoundEndpoints: Set<String> = []
  /// How long what nobody reads any more is kept.
  package var keeping: Keeping

  package init(
    name: String, zone: Zone, from: TimeOfDay, done: TimeOfDay, first: BusinessDate, catchUp: Int,
    dropFolder: String, archiveFolder: String, outboxFolder: String, endpoints: [String: Endpoint],
    keeping: Keeping = Keeping()
  ) {
    self.keeping = keeping
    self.name = name
    self.zone = zone
    self.from = from
    self.done = done
    self.first = first
    self.catchUp = catchUp
    self.dropFolder = dropFolder
    self.archiveFolder = archiveFolder
    self.outboxFolder = outboxFolder
    self.endpoints = endpoints
  }

  /// The latest business date whose night has begun.
  package func latestDate(at now: Moment) -> BusinessDate {
    let (date, time, _) = zone.local(now)
    return time < from ? date.adding(days: -1) : date
  }
}
