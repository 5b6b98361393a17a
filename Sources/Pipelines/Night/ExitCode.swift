/// How a command ends, for cron and for people. For a night the worst wins.
package enum ExitCode: Int32, Sendable, CaseIterable {
  /// Published, and every equation closed.
  case published = 0
  case publishedWithRejects = 2
  case partial = 3
  case gateFailed = 4
  case sourceMissing = 5
  case usage = 64
  case badConfiguration = 65
  case warehouseUnavailable = 69
  case bug = 70
  case locked = 75
  case notPermitted = 77
  case interrupted = 130

  /// The order for a tick, worst first: 70, 69, 65, 4, 5, 3, 2, 0.
  private var gravity: Int {
    switch self {
    case .bug: 8
    case .warehouseUnavailable: 7
    case .badConfiguration: 6
    case .gateFailed: 5
    case .sourceMissing: 4
    case .partial: 3
    case .publishedWithRejects: 2
    case .published: 0
    case .usage, .locked, .notPermitted, .interrupted: 9
    }
  }

  package static func worst(_ codes: some Sequence<ExitCode>) -> ExitCode {
    codes.max { $0.gravity < $1.gravity } ?? .published
  }
}
