/// What a sender's data file looks like. Plain data: it is read from a feed's own file and never guessed.
package struct FeedForm: Hashable, Sendable {
  package enum Encoding: String, Hashable, Sendable, CaseIterable { case utf8, gb18030 }
  package enum Compression: String, Hashable, Sendable, CaseIterable { case none, gzip }
  package enum Newline: String, Hashable, Sendable, CaseIterable { case lf, crlf }

  package enum Shape: Hashable, Sendable {
    case delimited(Delimited)
    case fixedWidth(FixedWidth)
    /// One JSON object of plain values a line; `names` are the declared columns, in the order of the record's fields.
    case jsonLines(names: [String])
    case jsonPages(JSONPages)
  }

  package var encoding: Encoding
  package var compression: Compression
  package var shape: Shape
  /// What becomes of deliveries that are not as declared.
  package var drift = Drift()

  package init(encoding: Encoding, compression: Compression, shape: Shape) {
    self.encoding = encoding
    self.compression = compression
    self.shape = shape
  }

  /// The declared columns, in the order of `Record.fields`.
  package var columns: [String] {
    switch shape {
    case .delimited(let form): form.header
    case .fixedWidth(let form): form.fields.map(\.name)
    case .jsonLines(let names): names
    case .jsonPages(let form): form.names
    }
  }
}

/// Records set apart by line ends, fields by a delimiter.
package struct Delimited: Hashable, Sendable {
  /// 1 to 8 bytes of UTF-8; compared with decoded text, so that the second byte of a character is never one.
  package var delimiter: [UInt8]
  /// Nil where the feed does not quote: a quote is then a character like any other.
  package var quote: UInt8?
  /// Whether a quoted field may hold line ends. Where not, every line is a record by itself, however it is quoted. Where
  /// they may, a file is refused in which wrong quoting leaves it open where a record ends.
  package var hasQuotedNewlines: Bool
  /// Whether the first line names the columns; it must then name exactly those of `header`, in that order.
  package var hasHeader: Bool
  /// The declared names, in order, whether or not the file repeats them.
  package var header: [String]
  /// Only this ends a record. A lone LF in a CRLF feed stays in its field; where the line is whole records without it,
  /// the one before it is rejected, as is one that ends with CRLF in an LF feed.
  package var newline: FeedForm.Newline
  /// Lines before the heading (or the first record) that are not part of the data.
  package var preamble: Int
  /// How each of them begins; where empty, none may have as many fields as a record.
  package var preambleOpenings: [String]
  /// Lines at the end that are not part of the data, and how they begin.
  package var footer: Int
  package var footerOpenings: [String]
  /// How the last record begins where it is a trailer; it is then read by `trailer` and must be there.
  package var trailerPrefix: String?
  package var trailer: Template?

  package init(
    delimiter: [UInt8], quote: UInt8? = nil, hasHeader: Bool = false, header: [String],
    newline: FeedForm.Newline = .lf, hasQuotedNewlines: Bool = false, preamble: Int = 0,
    preambleOpenings: [String] = [], footer: Int = 0, footerOpenings: [String] = [], trailerPrefix: String? = nil,
    trailer: Template? = nil
  ) {
    self.delimiter = delimiter
    self.quote = quote
    self.hasQuotedNewlines = hasQuotedNewlines
    self.hasHeader = hasHeader
    self.header = header
    self.newline = newline
    self.preamble = preamble
    self.preambleOpenings = preambleOpenings
    self.footer = footer
    self.footerOpenings = footerOpenings
    self.trailerPrefix = trailerPrefix
    self.trailer = trailer
  }
}

/// Records of a fixed number of *bytes*, each ended by a line end.
package struct FixedWidth: Hashable, Sendable {
  package enum Alignment: String, Hashable, Sendable { case left, right }

  package struct Field: Hashable, Sendable {
    package var name: String
    /// Bytes before the field in the record, from 0.
    package var start: Int
    /// In bytes of the feed's encoding.
    package var width: Int
    /// Padding is trimmed on the other side only; of a field that is all padding nothing is left.
    package var alignment: Alignment
    package var pad: UInt8

    package init(
      _ name: String, start: Int, width: Int, alignment: Alignment = .left, pad: UInt8 = UInt8(ascii: " ")
    ) {
      self.name = name
      self.start = start
      self.width = width
      self.alignment = alignment
      self.pad = pad
    }
  }

  package var fields: [Field]
  /// Bytes in a data record, its tag included, its line end not.
  package var recordLength: Int
  /// How every data record begins; nil where records carry no tag.
  package var dataTag: String?
  /// How the last record begins where it is a trailer; it is then read by `trailer` and must be there.
  package var trailerTag: String?
  package var trailer: Template?
  package var newline: FeedForm.Newline

  package init(
    fields: [Field], recordLength: Int, dataTag: String? = nil, trailerTag: String? = nil, trailer: Template? = nil,
    newline: FeedForm.Newline = .lf
  ) {
    self.fields = fields
    self.recordLength = recordLength
    self.dataTag = dataTag
    self.trailerTag = trailerTag
    self.trailer = trailer
    self.newline = newline
  }
}

/// An API's answers as they are stored: one page a line, each an object with an array of records and the totals
/// of the whole delivery, which every page repeats.
package struct JSONPages: Hashable, Sendable {
  /// The declared members of a record, in the order of its fields.
  package var names: [String]
  /// The member that holds the array of records.
  package var rowsAt: String
  /// Members that hold the number of records over all pages, this page's number from 1, and the number of pages.
  package var totalAt: String
  package var pageAt: String
  package var pagesAt: String
  /// The member that names the state of the data which all pages are of; nil where the sender has none.
  package var snapshotAt: String?
  /// Members that hold a sum over all pages, and the item summed.
  package var sums: [String: String]
  /// Decimal places of those sums.
  package var scale: Int

  package init(
    names: [String], rowsAt: String = "rows", totalAt: String = "total", pageAt: String = "page",
    pagesAt: String = "pages", snapshotAt: String? = nil, sums: [String: String] = [:], scale: Int = 2
  ) {
    self.names = names
    self.rowsAt = rowsAt
    self.totalAt = totalAt
    self.pageAt = pageAt
    self.pagesAt = pagesAt
    self.snapshotAt = snapshotAt
    self.sums = sums
    self.scale = scale
  }
}

extension FeedForm.Encoding {
  /// Its name as people write it.
  package var spelling: String {
    switch self {
    case .utf8: "UTF-8"
    case .gb18030: "GB18030"
    }
  }
}

extension FeedForm {
  /// Which conversion table reads this form's text, for a batch's lineage: implementations of GB18030 disagree on
  /// some two dozen codes, so the same bytes may read differently elsewhere.
  package var decoderEdition: String {
    switch encoding {
    case .utf8: encoding.spelling
    case .gb18030: GB18030.edition
    }
  }
}
