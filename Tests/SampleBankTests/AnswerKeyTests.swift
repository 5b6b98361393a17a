import Tabular
import Testing

@testable import SampleBank

/// The answer key against a reader that never saw it.
@Suite struct AnswerKeyTests {
  /// Line by line: every dirty record is in the key with the outcome a reader finds, and no other record is.
  @Test(arguments: [UInt64(1), 2, 3]) func everyAnswerAgreesWithTheFile(seed: UInt64) throws {
    let bank = try Bank(days: 3, customers: 150, seed: seed, dirt: 0.1)
    var reader = Reader()
    for date in bank.dates {
      let night = try reader.read(bank, date)
      let key = try Set(
        bank.answers(date).map {
          Reader.Verdict(
            feed: $0.feed, line: $0.line, outcome: $0.outcome, item: $0.item, rule: $0.rule, to: $0.to, of: $0.of)
        })
      #expect(key.subtracting(night.verdicts).isEmpty, "in the key only")
      #expect(night.verdicts.subtracting(key).isEmpty, "in the files only")
    }
  }

  @Test(arguments: [UInt64(4), 5]) func totalsAgreeWithTheFiles(seed: UInt64) throws {
    let bank = try Bank(days: 3, customers: 150, seed: seed, dirt: 0.1)
    var reader = Reader()
    for date in bank.dates {
      let night = try reader.read(bank, date)
      let totals = try bank.totals(date)
      #expect(totals.date == date.description)
      for layout in Reader.layouts {
        guard Reader.isSent(layout, bank, date) else {
          #expect(totals.feeds[layout.feed] == nil, "\(layout.feed) \(date)")
          continue
        }
        let key = try #require(totals.feeds[layout.feed])
        let tally = try #require(night.tallies[layout.feed])
        let state = try #require(night.states[layout.feed])
        #expect(
          [key.loaded, key.rejected, key.duplicate, key.filtered, key.unresolved, key.normalized, key.unreadable] == [
            tally.loaded.rows, tally.rejected.rows, tally.duplicate.rows, tally.filtered.rows, tally.unresolved,
            tally.normalized, tally.unreadable.rows,
          ], "\(layout.feed) \(date)")
        #expect(key.declared == key.loaded + key.rejected + key.duplicate + key.filtered)
        #expect(key.state.rows == state.rows, "\(layout.feed) \(date)")
        for currency in Currency.allCases {
          let sums = key.sums[currency.code]
          let text = { (share: Share) in Spelling.amount(share.money[currency]) }
          #expect(sums?.loaded ?? "0.00" == text(tally.loaded))
          #expect(sums?.rejected ?? "0.00" == text(tally.rejected))
          #expect(sums?.duplicate ?? "0.00" == text(tally.duplicate))
          #expect(sums?.filtered ?? "0.00" == text(tally.filtered))
          #expect(key.state.sums[currency.code] ?? "0.00" == text(state), "\(layout.feed) \(date)")
        }
      }
    }
  }

  /// The nightly equation, in rows and cents: what senders declare is what the key explains.
  @Test func declaredIsExplained() throws {
    let bank = try Bank(days: 2, customers: 150, seed: 6, dirt: 0.1)
    for date in bank.dates {
      for (feed, key) in try bank.totals(date).feeds {
        guard let declared = try Declared(feed, bank, date) else { continue }
        var cents: Int64 = 0
        for (currency, sums) in key.sums {
          let parts = try [sums.loaded, sums.rejected, sums.duplicate, sums.filtered].map { try units($0) }
          let unreadable = try #require(key.unreadableUnits[currency])
          #expect(try units(sums.declared) == parts.reduce(unreadable, +), "\(feed) \(currency)")
          cents += try units(sums.declared)
        }
        #expect(declared.rows == key.declared, "\(feed)")
        #expect(declared.cents == cents, "\(feed)")
      }
    }
  }

  /// Each in a bank of some size, and more than once.
  @Test func everyKindOccurs() throws {
    let bank = try Bank(days: 3, customers: 500, seed: 8, dirt: 0.3)
    var counts = Dictionary(uniqueKeysWithValues: DirtKind.allCases.map { ($0, 0) })
    for date in bank.dates { for answer in try bank.answers(date) { counts[answer.kind, default: 0] += 1 } }
    #expect(DirtKind.allCases.count >= 40)
    #expect(counts.filter { $0.value < 2 }.isEmpty)
    // A kind is rejected by one rule, and no other kind is.
    #expect(DirtKind.allCases.allSatisfy { ($0.rule != nil) == ($0.outcome == .rejected) })
  }

  @Test func theRateIsHonoured() throws {
    let bank = try Bank(days: 3, customers: 600, seed: 8, dirt: 0.05)
    let answers = try bank.dates.flatMap { try bank.answers($0) }
    let dirty = answers.count { $0.kind != .citizenID15 }
    let rate = Double(dirty) / Double(bank.summary.records)
    #expect(0.044...0.056 ~= rate, "asked for 0.05, got \(rate)")
    #expect(bank.summary.dirty == answers.count)
  }

  /// At the usual rate no file has more rejects than its feed allows, however small it is.
  @Test(arguments: [UInt64(11), 12, 13, 14]) func aLowRateSparesTheGates(seed: UInt64) throws {
    let bank = try Bank(days: 2, customers: 100, seed: seed, dirt: 0.02)
    for date in bank.dates {
      for (feed, totals) in try bank.totals(date).feeds {
        #expect(totals.rejected * 20 <= totals.declared, "\(feed)")
      }
    }
  }

  /// One kind of dirt a record, so that every outcome has one reason.
  @Test func noRecordIsDirtyTwice() throws {
    let bank = try Bank(customers: 300, seed: 9, dirt: 0.3)
    let answers = try bank.answers(bank.dates[0])
    #expect(Set(answers.map { "\($0.feed) \($0.line)" }).count == answers.count)
  }

  @Test func aCleanBankHasNoAnswersButShortIds() throws {
    let bank = try Bank(days: 2, customers: 300)
    let kinds = try bank.dates.flatMap { try bank.answers($0).map(\.kind) }
    #expect(Set(kinds) == [.citizenID15])
  }

  private func units(_ text: String) throws -> Int64 { Int64(try #require(Amount(text, scale: 2)).units) }
}
