import ArgumentParser

@main struct SampleBankTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "samplebank", abstract: "A synthetic bank: seeded, scalable, dirty on purpose, with the answer key.",
    subcommands: [Generate.self, Postings.self, Serve.self])
}
