package import Feeds
package import Tabular

/// What `granary feed propose` found out of a file: its form, its columns, and a draft for both files of a feed.
package struct Proposal {
  /// `X1/posting`; what nobody said is made of the file's name.
  package var id: String
  var file: FileName
  var encoding: FoundEncoding
  var found: FoundForm
  var columns: [ColumnProposal]
  var key: FoundKey
  /// Rows looked at, and those of them that could not be taken apart.
  package var rows: Int
  package var faults: [String: Int]
  /// Beside the data file: what completes it, and how it is written.
  var companion: Companion?
  var trailer: TemplateGuess?
  /// The item whose sum the sender declares.
  var balance: String? { trailer?.sum ?? companion?.template?.sum }
  package var form: FeedForm { found.form }

  /// A control file or marker that lies beside the data file.
  struct Companion {
    var name: FileName
    /// Nil: a marker that says nothing.
    var template: TemplateGuess?
  }

  /// What is read, and with what it is compared.
  package struct Request {
    package var path: String
    package var id: String?
    package var rows = 10_000
    /// Of a fixed-width file, from the sender's layout.
    package var widths: [Int]?
    /// Of a file without a heading, from the sender's layout.
    package var names: [String]?
    /// Assets that do not count as known: for tests.
    package var leaving: Set<String> = []

    package init(path: String, id: String? = nil, widths: [Int]? = nil, names: [String]? = nil) {
      self.names = names
      self.path = path
      self.id = id
      self.widths = widths
    }
  }
}

/// Why nothing can be proposed.
package struct ProposingError: Error, CustomStringConvertible {
  package var diagnostic: Diagnostic
  package var description: String { diagnostic.description }

  init(_ file: String, _ problem: String, hint: String) {
    diagnostic = Diagnostic(at: SourceLocation(file: file), problem, hint: hint)
  }
}
