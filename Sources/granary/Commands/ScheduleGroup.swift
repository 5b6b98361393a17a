import ArgumentParser
import Foundation
import Pipelines

struct ScheduleGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "The one entry cron needs.", subcommands: [Print.self])

  struct Print: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Prints the crontab entry for this project.",
      discussion: "(crontab -l; granary schedule print) | crontab -")

    @OptionGroup var common: CommonOptions

    func run() throws {
      try ending {
        let project = try common.open()
        for line in Crontab(project: project, executable: CommandLine.executablePath).lines { print(line) }
        return .published
      }
    }
  }
}

extension CommandLine {
  /// Where this program really is: cron knows no PATH to speak of.
  static var executablePath: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
  }
}
