/// What somebody sees who asked for what is not there. It repeats nothing of the address that was asked.
struct ProblemPage {
  let words: Words
  let title: String
  let text: String

  var document: String {
    let home = Address(.overview).with { $0.language = words.language }
    return Frame.document(
      title, words,
      head: el(.header, .class("bar")) {
        el(.div, .class("bar-row")) { el(.a, .class("brand"), .href(home)) { words(.bank) } }
      },
      el(.section, .class("problem")) {
        el(.h1) { title }
        if !text.isEmpty { el(.p) { text } }
        el(.p) { el(.a, .href(home)) { words(.back) + " ›" } }
      },
      foot: .nothing)
  }

  init(_ title: Word, _ text: String = "", _ words: Words) {
    self.words = words
    self.title = words(title)
    self.text = text
  }

  init(_ problem: AddressProblem, _ words: Words) {
    let text =
      switch problem {
      case .tooLong: words(.problemTooLong)
      case .encoding: words(.problemEncoding)
      case .noSuchPage: ""
      case .unknownParameter: words(.problemUnknown)
      case .twice(let parameter): words(.problemTwice, parameter.rawValue)
      case .bad(let parameter): words(.problemBad, parameter.rawValue)
      case .badName: words(.problemName)
      }
    self.init(problem == .noSuchPage ? .notFound : .badRequest, text, words)
  }
}
