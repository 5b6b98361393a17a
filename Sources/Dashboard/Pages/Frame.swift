import Tabular

/// The head and foot around every page.
struct Frame {
  let page: any Page
  private var view: View { page.view }
  private var words: Words { page.view.words }

  var document: String { Frame.document(page.title, words, head: head, page.body, foot: foot) }

  static func document(_ title: String, _ words: Words, head: Node, _ body: Node, foot: Node) -> String {
    el(.html, .lang(words.language)) {
      el(.head) {
        el(.meta, .charset("utf-8"))
        el(.meta, .name("viewport"), .content("width=device-width, initial-scale=1"))
        el(.title) { title + " · " + words(.product) }
        el(.link, .rel("stylesheet"), .href(.stylesheet))
        el(.link, .rel("icon"), .href(.icon))
      }
      el(.body) {
        el(.a, .class("skip"), .anchor("content")) { words(.skip) }
        head
        el(.main, .id("content")) { body }
        foot
      }
    }.document
  }

  private var head: Node {
    el(.header, .class("bar")) {
      el(.div, .class("bar-row")) {
        el(.a, .class("brand"), .href(view.address.to(.overview))) { words(.bank) }
        navigation
        el(.p, .class("tools")) {
          view.link({ $0.format = .csv }, words(.csv))
          other
        }
      }
      trail
    }
  }

  /// The same page in the other language.
  private var other: Node {
    let language: Language = words.language == .zh ? .en : .zh
    return el(.a, .hreflang(language), .lang(language), .href(view.address.with { $0.language = language })) {
      words(.other)
    }
  }

  private var navigation: Node {
    let entries: [(Address.Page, Word)] = [
      (.overview, .overview), (.customer, .customer), (.labels, .labels), (.indicators, .indicators),
      (.opportunities, .opportunities), (.items, .items),
      (.runs, .runs),
    ]
    return el(.nav, .aria(words(.pages))) {
      el(.ul) {
        for (target, word) in entries {
          el(.li) {
            el(.a, .href(view.address.to(target)), .current(target == view.address.page)) { words(word) }
          }
        }
      }
    }
  }

  /// Organisation and date: a form, so that it works without any script.
  private var trail: Node {
    el(.div, .class("bar-row where")) {
      el(.form, .get, .action(view.address.page), .class("pick")) {
        if let organisations = page.organisations, !organisations.all.isEmpty {
          el(.label) {
            el(.span) { words(.organisation) }
            el(.select, .name(Address.Parameter.org.rawValue)) {
              for entry in organisations.all {
                el(.option, .value(entry.number), .selected(entry.number == view.address.organisation)) { entry.name }
              }
            }
          }
        } else if let organisation = view.address.organisation {
          hidden(.org, organisation)
        }
        el(.label) {
          el(.span) { words(.dataDate) }
          el(
            .input, .type("date"), .name(Address.Parameter.date.rawValue),
            .value(view.hasDate ? view.date.description : ""))
        }
        for (parameter, value) in kept { hidden(parameter, value) }
        el(.button, .type("submit")) { words(.show) }
      }
      el(.p, .class("facts")) { facts }
    }
  }

  /// What the form does not ask for stays as it is.
  private var kept: [(Address.Parameter, String)] {
    let address = view.address
    var kept: [(Address.Parameter, String)] = []
    if let customer = address.customer { kept.append((.id, String(customer))) }
    if let group = address.group { kept.append((.group, group)) }
    if let value = address.value { kept.append((.value, value)) }
    if let find = address.find { kept.append((.find, find)) }
    if address.language != .zh { kept.append((.lang, address.language.rawValue)) }
    return kept
  }

  private func hidden(_ parameter: Address.Parameter, _ value: String) -> Node {
    el(.input, .type("hidden"), .name(parameter.rawValue), .value(value))
  }

  private var facts: [Node] {
    var facts: [Node] = []
    if view.hasDate { facts.append(el(.strong) { words(.dataDate) + " " + view.date.description }) }
    if let standing = page.standing, standing.feeds > 0 {
      if let at = standing.loadedAt { facts.append(el(.span) { words(.loaded, at) }) }
      facts.append(
        el(.a, .href(view.address.to(.runs), at: .feeds)) {
          words(.feeds, "\(standing.published)/\(standing.feeds)")
        })
    }
    if view.hasDate, let hours = view.hours {
      facts.append(
        el(.span, .title(words(.nextLoadBy, hours.done))) {
          words(.nextLoad, view.date.adding(days: 1).description + " " + hours.from)
        })
    }
    facts.append(el(.span) { words(.clearance, String(view.mart.level)) })
    return facts
  }

  private var foot: Node {
    el(.footer) {
      el(.p) { words(.readOnlyNote, String(view.mart.level)) }
      el(.p) {
        el(.a, .href(view.address)) { words(.permalink) }
        " "
        words(.sameBytes)
      }
    }
  }
}
