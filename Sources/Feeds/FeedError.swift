package import Tabular

/// Why a delivery could not be taken in or read to its end. A bad *record* is a `RecordFault`, never a `FeedError`.
///
/// Messages name the place, the problem and what to do. They hold names of columns and files, never a value.
package struct FeedError: Error, Hashable, CustomStringConvertible {
  package var location: SourceLocation
  package var problem: Problem

  package init(_ location: SourceLocation, _ problem: Problem) {
    self.location = location
    self.problem = problem
  }

  package init(file: String, line: Int = 0, _ problem: Problem) {
    self.init(SourceLocation(file: file, line: line), problem)
  }

  package enum Problem: Hashable, Sendable {
    /// The system's own error number.
    case unreadable(errno: Int32)
    case unwritable(errno: Int32)
    case notGzip
    /// The compressed file ends before its content does.
    case truncated
    case damagedGzip
    case gzipChecksum
    case trailingGarbage
    case ratio(limit: Int)
    case tooBig(limit: Int)
    case missingHeader
    /// The heading is no text in the declared encoding.
    case headerEncoding
    case header(declared: [String], delivered: [String])
    /// Every record has another number of fields than declared.
    case fields(declared: Int, delivered: Int)
    /// Every record has another length than declared.
    case recordLength(declared: Int, delivered: Int)
    /// Every record has members that are not declared.
    case members(unknown: [String])
    /// The file's first line does not end as the feed declares.
    case lineEnd(declared: FeedForm.Newline)
    /// The content begins with the byte order mark of another encoding, or all of it seems to be in another.
    case otherEncoding(String)
    /// A quote is wrong where fields may hold line ends: nothing tells where the record ends.
    case undecidableQuotes
    /// The heading comes once more among the records.
    case secondHeading
    /// A line of the preamble or footer is not what the form says.
    case aside(Aside, AsideProblem)
    case missingTrailer
    case dataAfterTrailer
    case declaration(DeclarationProblem)
    /// The C library cannot convert GB18030 here.
    case noDecoder
    case pages(PageProblem)
    case request(RequestProblem)
    /// The same of a sender's folder, by its endpoint's name.
    case remote(endpoint: String, RequestProblem)
    case folder(FolderProblem)
  }

  package enum Aside: String, Hashable, Sendable { case preamble, footer }

  package enum AsideProblem: Hashable, Sendable {
    /// It does not begin as declared.
    case otherText
    /// It has as many fields as a record.
    case record
  }

  package enum DeclarationProblem: Hashable, Sendable {
    case otherText, tooShort, moreText
    /// The place of the template that could not be read.
    case unreadable(String)
    /// Not text in UTF-8 or GB18030.
    case encoding
  }

  package var diagnostic: Diagnostic { Diagnostic(at: location, problem.message, hint: problem.hint) }
  package var description: String { diagnostic.description }

  /// Whether its columns are no longer those the feed declares.
  package var isDrift: Bool {
    switch problem {
    case .header, .fields, .recordLength, .members: true
    default: false
    }
  }

  /// Whether the same command may succeed later without anybody's doing.
  package var mayPass: Bool {
    switch problem {
    case .request(let request), .remote(_, let request): request.mayPass
    case .unreadable, .unwritable: true
    default: false
    }
  }
}
