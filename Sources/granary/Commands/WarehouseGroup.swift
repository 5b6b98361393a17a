import ArgumentParser
import Foundation
import Pipelines
import Warehouse

struct WarehouseGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "warehouse", abstract: "The PostgreSQL server that holds the warehouse.",
    subcommands: [Start.self, Stop.self, Psql.self, BackUp.self, Restore.self, Destroy.self])

  struct Start: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Starts the project's own server, making it first if there is none; it stays until it is stopped.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var reach: WarehouseOptions

    func run() throws {
      try ending {
        let settings = try reach.site(of: common.project).open()
        try Database(settings, as: "granary warehouse start").migrate()
        return done(
          "warehouse start", "The warehouse runs; granary warehouse psql asks it, granary warehouse stop stops it.",
          json: common.json)
      }
    }
  }

  struct Stop: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Stops the project's own server.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var reach: WarehouseOptions
    @Flag(help: "As a power failure would: the next start recovers from the log.") var immediately = false

    func run() throws {
      try ending {
        guard case .embedded(let server) = try reach.site(of: common.project) else {
          throw ValidationError("the warehouse is a given server; its administrator stops it")
        }
        try server.stop(immediately: immediately)
        return done(
          "warehouse stop", "The warehouse is stopped; the next command that needs it starts it.", json: common.json)
      }
    }
  }

  struct Psql: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Opens psql on the warehouse, as its owner or as a login of the catalog.",
      discussion: """
        granary warehouse psql --as analyst2
        granary warehouse psql --as analyst2 -- -c 'select * from items'
        """)
    @OptionGroup var common: CommonOptions
    @OptionGroup var reach: WarehouseOptions
    @Option(name: .customLong("as"), help: "A login: analyst2, nanjing2, … Without it, the owner.") var login: String?
    @Option(name: .shortAndLong, help: "A command, then out; several may be given.") var command: [String] = []
    @Argument(parsing: .postTerminator, help: "Words for psql itself.") var words: [String] = []

    func run() throws {
      try ending {
        let site = try reach.site(of: common.project)
        let arguments = try site.psqlArguments(login: login) + command.flatMap { ["-c", $0] } + words
        var pointers = unsafe arguments.map { unsafe strdup($0) } + [nil]
        _ = unsafe execv(arguments[0], &pointers)
        throw WarehouseError(.unavailable, arguments[0], "cannot be started")
      }
    }
  }

  struct BackUp: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "backup", abstract: "Writes the whole warehouse into one file, while it runs.",
      discussion: "granary warehouse backup /backup/granary-2025-11-20.dump")
    @OptionGroup var common: CommonOptions
    @OptionGroup var reach: WarehouseOptions
    @Argument(help: "The file to write.") var file: String

    func run() throws {
      try ending {
        try Backup.write(try reach.site(of: common.project).open(), to: file)
        return done("warehouse backup", "The warehouse as of now is in \(file).", json: common.json)
      }
    }
  }

  struct Restore: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Fills an empty warehouse from a backup; a backfill then takes the rest from the archive.",
      discussion: """
        granary warehouse restore /backup/granary-2025-11-20.dump
        granary backfill --from 2025-11-20 --to 2025-11-21
        """)
    @OptionGroup var common: CommonOptions
    @OptionGroup var reach: WarehouseOptions
    @Argument(help: "The file a backup wrote.") var file: String

    func run() throws {
      try ending {
        let site = try reach.site(of: common.project)
        let settings = try site.open()
        try Backup.restore(settings, from: file)
        try site.admit(try Database(settings, as: "granary warehouse restore").appliedLogins())
        return done(
          "warehouse restore", "Restored. What was loaded since the backup: granary backfill --from … --to …",
          json: common.json)
      }
    }
  }

  struct Destroy: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Stops the project's own server and removes it with everything in it. The archive stays.")
    @OptionGroup var common: CommonOptions
    @Flag(help: "Yes, everything.") var yes = false

    func validate() throws {
      if !yes { throw ValidationError("this removes the warehouse with everything in it; say --yes if you mean it") }
    }

    func run() throws {
      try ending {
        try EmbeddedServer(project: common.project).destroy()
        return done("warehouse destroy", "The warehouse is gone; the archive stays.", json: common.json)
      }
    }
  }
}
