import ArgumentParser
import Pipelines

struct FeedGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feed", abstract: "Feeds in the making: what a file looks like, and what of a feed has changed.",
    subcommands: [Propose.self])

  struct Propose: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Drafts the YAML of a feed from a file, with evidence; never applies it.",
      discussion: """
        granary feed propose BUCH_20251120.csv                          # both files on stdout
        granary feed propose BUCH_20251120.csv --name F1/booking --out drafts
        granary feed propose POST_20251120.dat.gz --widths 20,19,6,14 --columns 流水号,账号,机构号,交易时间
        granary feed propose ORG_20251121.csv --against R/org           # declared against delivered, and what would change

        It finds out compression, encoding, delimiter, heading, trailer and control file, and of every column the type, the
        standards and code tables of Catalog/ that its values meet, and a level that is never below that of anything like
        it. The evidence stands beside each line as counts and shares, no value of the file. What a person has to say is
        marked TODO, and granary check refuses it until it is said. --out writes new files only.
        """)

    @OptionGroup var common: CommonOptions

    @Argument(help: "The delivered file, packed or not.") var file: String
    @Option(help: "What the feed and its asset are to be called: SYSTEM/feed.") var name: String?
    @Option(help: "A declared feed: what of it the file no longer is.") var against: String?
    @Option(help: "How many rows are looked at.") var rows = 10_000
    @Option(help: "Widths of the columns in bytes, separated by commas.") var widths: String?
    @Option(help: "Names of the columns of a file without a heading, separated by commas.") var columns: String?
    @Option(help: "A folder for the drafts; what is there already stays.") var out: String?

    func validate() throws {
      if rows < 1 { throw ValidationError("--rows is at least 1") }
      if name != nil, against != nil { throw ValidationError("--name is for a new feed, --against for a declared one") }
      if let name, name.wholeMatch(of: /[A-Z][A-Z0-9]{0,7}\/[a-z][a-z0-9_]{0,39}/) == nil {
        throw ValidationError("--name is a family in upper case and a name, such as F1/booking")
      }
      if let widths, numbers(widths) == nil { throw ValidationError("--widths are numbers such as 20,19,6") }
    }

    private func numbers(_ text: String) -> [Int]? {
      let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
      return numbers.allSatisfy { 1...100_000 ~= $0 ?? 0 } ? numbers.compactMap(\.self) : nil
    }

    func run() throws {
      try ending {
        let project = try common.open()
        let feed = try against.map { try project.named($0) }
        var request = Proposal.Request(path: file, id: name, widths: widths.flatMap(numbers))
        request.names = columns?.split(separator: ",").map(String.init)
        request.rows = rows
        let proposal = try ProposalFiles.make(request, against: feed, project)
        let written = try out.map { try proposal.write(to: $0) }
        if common.json {
          print(JSONLine.text(ProposalJSON(proposal, written: written)))
          return .published
        }
        for line in proposal.report { print(line) }
        if let written {
          for path in written { print("written: \(path)") }
        } else {
          for file in proposal.files {
            print("# ---- \(file.path)")
            print(file.text, terminator: "")
          }
        }
        return .published
      }
    }
  }
}
