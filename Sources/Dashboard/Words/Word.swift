/// Everything our pages say, in both languages: what is not here, no page can say. `{0}` is where a value goes.
package enum Word: String, CaseIterable, Sendable {
  case product, bank, overview, labels, label, indicators, indicator, items, runs, customer, skip, pages, other
  case dataDate, loaded, organisation, clearance, show, newest, wholeBank, search, find, csv, permalink, filters
  case normal, late, lateDays, restated, missing, noValue, withheld, lateCause, restatedCause, missingCause, noDate
  case lateBanner, toRuns
  case target, achieved, pace, ahead, behind, onPace, met, notMet, monthAgo, yearAgo, points, better, worse, same
  case noComparison, noTarget, last30, last24Months, trend, table, lowest, highest, latest, noValues, date, value
  case definition, numerator, denominator, owner, version, frequency, level, unit, direction, up, down, identifier
  case drill, contribution, total, rollsUp, rollsUpNot, noBelow, exact, reason, customers, fewCustomers
  case div0, stale, unknownReason, notComputed, name, kind, number, isCustomer, yes, no, unknown, state, notShown
  case group, groups, rule, population, coverage, entered, left, allValues, meaning, matches, next, previous, partOf
  case nothingFound, customerKey, noCustomer, askKey, noLabels, noIndicators, zeroValue
  case shownRaw, shownMasked, shownWithheld, shown, ask, tableWord, nights, feed, status, feeds, rejected, time, result
  case published, partial, staged, refused, superseded, abandoned, duplicate, running, lastNights, tracker
  case lateParts, restatements, approver, since, affects, readOnlyNote, sameBytes, noAccess, notHere
  case badRequest, notFound, unavailable, tooSlow, back, problemTooLong, problemEncoding, problemUnknown, problemTwice
  case problemBad, problemName, noSuchKPI, noSuchLabel, noSuchIndicator, noSuchOrganisation, notAllowed, wrongHost
  case yuan, smallScale, largeScale, households, times, pieces, hours, percent, people, cards, days, months
  case preliminary, preliminaryCause, holeCause, holeCame, holes, parts, quality, qualityCause, nextLoad, nextLoadBy,
    noValueOn, baseNotPositive, overflow,
    noRate
  case families, inUnit, rollsUpUnseen, citizenID, creditCode, pieceOf, copies, seconds, periods, points100, kinds,
    steps
  case squareMetres, sets, devices, yuanPerHead, tenThousandYuan
  case opportunities, opportunity, chanceKind, found, open, priority, foundOn, lastDay, manager, noOpportunities,
    noSuchOpportunity
  case scorecard, score, grade, maximum, earned, dimension, characteristic, costMost, pooled
  case yuanPerHousehold, yuanPerTime, tenThousandYuanPerHead, years, noKPIs, showData, asOf, atLevel, busy, filterOn
}

/// The words of one language.
package struct Words: Sendable {
  package let language: Language

  package init(_ language: Language) { self.language = language }

  package func callAsFunction(_ word: Word, _ values: String...) -> String {
    var text = language == .zh ? word.both.zh : word.both.en
    for (place, value) in values.enumerated() { text = text.replacing("{\(place)}", with: value) }
    return text
  }

  /// A unit as the catalog writes it; one that is not known stays as it is.
  func unit(_ unit: String) -> String {
    guard language == .en else { return unit }
    return Words.units[unit].map { self($0) } ?? unit
  }

  /// A kind of document as the warehouse codes it.
  func document(_ kind: String) -> String {
    switch kind {
    case "citizen_id": self(.citizenID)
    case "uscc": self(.creditCode)
    default: kind
    }
  }

  private static let units: [String: Word] = [
    "元": .yuan, "户": .households, "笔": .times, "次": .times, "个": .pieces, "小时": .hours, "%": .percent, "人": .people,
    "张": .cards, "天": .days, "月": .months, "年": .years, "元/户": .yuanPerHousehold, "元/次": .yuanPerTime,
    "万元/人": .tenThousandYuanPerHead, "元/人": .yuanPerHead, "万元": .tenThousandYuan, "件": .pieceOf, "份": .copies,
    "项": .pieces, "秒": .seconds, "期": .periods, "分": .points100, "种": .kinds, "步": .steps, "平方米": .squareMetres,
    "套": .sets, "台": .devices,
  ]
}
