import Feeds

extension FuzzTarget {
  static let delimited = FuzzTarget(name: "delimited") {
    [
      "1,a,b\n2,\"x\ny\",c\n", "\"1\",\"a\"\"b\",\"c\"\r\n2,d\"e,f\r\n", "a|b|c\n1|银行|2\n\n",
      "title\na,b,c\n1,2,3\ntotal,1\n",
      "1||2||3\n", "1|a|2\nT3\n", "1,'a',b\n2,a,b\r3,c,d\n",
    ].flatMap { text in (0..<UInt8(forms.count)).map { [$0, 4, 1] + Array(text.utf8) } }
  } attack: { input in
    var choices = Choices(input)
    let form = choices.one(of: forms)
    let chunk = choices.one(of: chunks)
    let limit = choices.one(of: [24, 256, 4_096])
    let content = choices.content
    let outcome = try readTwice(content, form, record: limit, chunk: chunk)
    guard case .delimited(let shape) = form.shape, shape.quote == nil, form.encoding == .utf8 else { return }
    // Unquoted UTF-8 is what it says: fields and delimiters are the record.
    for record in outcome.records where record.fault == nil {
      let joined = Array(record.fields.joined(separator: shape.delimiter))
      guard joined == Array(content[record.offset..<record.offset + record.raw]) else {
        throw Violation("fields are not the record")
      }
    }
  }

  private static let forms: [FeedForm] = {
    var all: [FeedForm] = []
    for encoding in FeedForm.Encoding.allCases {
      for newline in FeedForm.Newline.allCases {
        for (quote, spans) in [(nil, false), (UInt8(ascii: "\""), false), (UInt8(ascii: "\""), true)]
          as [(UInt8?, Bool)]
        {
          let base = Delimited(
            delimiter: [UInt8(ascii: quote == nil ? "|" : ",")], quote: quote, header: ["a", "b", "c"],
            newline: newline,
            hasQuotedNewlines: spans)
          var headed = base
          headed.hasHeader = true
          headed.preamble = 1
          var closed = base
          closed.footer = spans ? 0 : 1
          closed.delimiter = Array("||".utf8)
          var counted = base
          counted.trailerPrefix = "T"
          counted.trailer = Template("T{rows}")
          all += [base, headed, closed, counted].map {
            FeedForm(encoding: encoding, compression: .none, shape: .delimited($0))
          }
        }
      }
    }
    return all
  }()

  static let fixedWidth = FuzzTarget(name: "fixed-width") {
    ["D0001银行  12\n", "D0001abcdef 12\nD0002a      07\nT2\n", "D0001abcdef 12\r\n", "\n"].flatMap { text in
      (0..<UInt8(widths.count)).map { [$0, 4] + Array(text.utf8) }
    }
  } attack: { input in
    var choices = Choices(input)
    let form = choices.one(of: widths)
    let chunk = choices.one(of: chunks)
    _ = try readTwice(choices.content, form, record: 256, chunk: chunk)
  }

  private static let widths: [FeedForm] = {
    var all: [FeedForm] = []
    for encoding in FeedForm.Encoding.allCases {
      for newline in FeedForm.Newline.allCases {
        for isTagged in [false, true] {
          let first = isTagged ? 1 : 0
          let fields = [
            FixedWidth.Field("no", start: first, width: 4, alignment: .right, pad: UInt8(ascii: "0")),
            FixedWidth.Field("name", start: first + 4, width: 7), FixedWidth.Field("kind", start: first + 11, width: 2),
          ]
          let shape = FixedWidth(
            fields: fields, recordLength: first + 13, dataTag: isTagged ? "D" : nil, trailerTag: isTagged ? "T" : nil,
            trailer: isTagged ? Template("T{rows}") : nil, newline: newline)
          all.append(FeedForm(encoding: encoding, compression: .none, shape: .fixedWidth(shape)))
        }
      }
    }
    return all
  }()

  static let json = FuzzTarget(name: "json") {
    let rows = "{\"no\":1,\"name\":\"a\\u4e00\\ud83d\\ude00\",\"amount\":-1.50e3}\n{\"name\":null}\n"
    let page = "{\"total\":1,\"page\":1,\"pages\":1,\"rows\":[{\"no\":1,\"name\":\"x\",\"amount\":2}]}\n"
    return [rows, page, "[]", "{\"no\":{\"a\":[1,2]}}"].flatMap { text in
      (0..<UInt8(3)).map { [$0, 4] + Array(text.utf8) }
    }
  } attack: { input in
    var choices = Choices(input)
    let names = ["no", "name", "amount"]
    let form = choices.one(of: [
      FeedForm(encoding: .utf8, compression: .none, shape: .jsonLines(names: names)),
      FeedForm(encoding: .gb18030, compression: .none, shape: .jsonLines(names: names)),
      FeedForm(
        encoding: .utf8, compression: .none, shape: .jsonPages(JSONPages(names: names, sums: ["amount_sum": "amount"]))),
    ])
    let chunk = choices.one(of: chunks)
    // Between the records of a page stand commas and blanks.
    _ = try readTwice(choices.content, form, record: 512, chunk: chunk, between: [0x0A, 0x0D, 0x09, 0x20, 0x2C])
  }
}
