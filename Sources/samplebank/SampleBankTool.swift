import ArgumentParser
import Glibc
import SampleBank

@main struct SampleBankTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "samplebank", abstract: "A synthetic bank: seeded, scalable, dirty on purpose, with the answer key.",
    subcommands: [Generate.self, BulkCommand.self, Serve.self])

  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let error as BankError {
      Terminal().say(error.description)
      Glibc.exit(EXIT_FAILURE)
    } catch {
      exit(withError: error)
    }
  }
}
