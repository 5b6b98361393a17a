import Foundation
import Tabular
import Testing

@testable import SampleBank

@Suite struct WorldTests {
  private let world = World(seed: 3, last: BusinessDate(daysSince2000: 9455), days: 3, customers: 3000)

  @Test func everyIdentifierIsValidAndThereOnce() {
    let parties = world.customers.map(\.party) + world.enterprises
    for party in parties {
      #expect(party.isEnterprise ? USCC.isValid(party.identifier) : CitizenID.isValid(party.identifier))
      #expect(!party.deliversShortForm || CitizenID.long(party.deliveredIdentifier) == party.identifier)
    }
    #expect(Set(world.customers.map(\.party.identifier)).count == world.customers.count)
    #expect(Set(world.enterprises.map(\.identifier)).count == world.enterprises.count)
    #expect(world.accounts.allSatisfy { Luhn.isValid($0.number) })
    #expect(Set(world.accounts.map(\.number)).count == world.accounts.count)
    #expect(world.customers.contains { $0.party.deliversShortForm })
  }

  @Test func noCodeStandsTwiceInItsTable() {
    let codes = CodeTables.all.map { "\($0.table) \($0.code) \($0.from)" }
    #expect(codes.count == Set(codes).count)
  }

  @Test func oneCustomerInFiveIsAnEnterprise() {
    #expect(world.customers.count { $0.party.isEnterprise } * 5 == world.customers.count / 5 * 5)
  }

  /// Names bring what breaks careless readers: the byte of `|` as a second byte, and four-byte characters.
  @Test func namesAreHardToRead() throws {
    let bytes = try world.customers.map { try #require(Converter.toGB18030().convert($0.party.name.utf8)) }
    #expect(bytes.contains { $0.contains(UInt8(ascii: "|")) })
    #expect(world.customers.contains { $0.party.name.unicodeScalars.contains { $0.value > 0xFFFF } })
    #expect(bytes.allSatisfy { $0.count <= 60 })
  }

  @Test func charactersOfTheTwoListsAreWhatTheyClaim() throws {
    for character in Words.barByte {
      #expect(try #require(Converter.toGB18030().convert(character.utf8)).last == UInt8(ascii: "|"))
    }
    for character in Words.fourByte {
      #expect(try #require(Converter.toGB18030().convert(character.utf8)).count == 4)
    }
  }

  /// balance(D) = balance(D-1) + credits - debits of the postings that are no trials.
  @Test func balancesTieToPostingsDayByDay() throws {
    let bank = try Bank(days: 3, customers: 120)
    var balances: [String: Int64] = [:]
    for (day, date) in bank.dates.enumerated() {
      var moved: [String: Int64] = [:]
      for posting in try rows(PostingFeed.layout, bank, date) where posting[9] != "9" {
        moved[posting[1], default: 0] += try cents(posting[6]) * (posting[4] == "C" ? 1 : -1)
      }
      var delivered: Set<String> = []
      for account in try rows(AccountFeed.layout, bank, date) {
        let balance = try cents(account[10])
        if let before = balances[account[0]] {
          #expect(balance == before + moved[account[0], default: 0])
        } else if day > 0 {
          #expect(balance == moved[account[0], default: 0], "a new account starts empty")
        }
        balances[account[0]] = balance
        delivered.insert(account[0])
      }
      #expect(delivered.isSuperset(of: moved.keys), "what moved is delivered")
    }
  }

  /// Of every account that moved: opening + credit - debit = closing, the opening is the last closing, turnover is that of
  /// the postings, and the closing balance is the account feed's.
  @Test func turnoverTiesToPostingsAndAccounts() throws {
    let bank = try Bank(days: 3, customers: 120)
    var closings: [String: Int64] = [:]
    for (day, date) in bank.dates.enumerated() {
      var turnover: [String: (debit: Int64, credit: Int64)] = [:]
      for posting in try rows(PostingFeed.layout, bank, date) where posting[9] != "9" {
        let cents = try cents(posting[6])
        if posting[4] == "D" {
          turnover[posting[1], default: (0, 0)].debit += cents
        } else {
          turnover[posting[1], default: (0, 0)].credit += cents
        }
      }
      let accounts = try Dictionary(uniqueKeysWithValues: rows(AccountFeed.layout, bank, date).map { ($0[0], $0[10]) })
      let balances = try rows(DailyBalanceFeed.layout, bank, date)
      #expect(balances.count == accounts.count && !balances.isEmpty)
      for row in balances {
        let (opening, closing) = (try cents(row[3]), try cents(row[6]))
        let moved = turnover.removeValue(forKey: row[0]) ?? (0, 0)
        #expect(try cents(row[4]) == moved.debit && cents(row[5]) == moved.credit)
        #expect(opening + moved.credit - moved.debit == closing)
        if let before = closings[row[0]] { #expect(opening == before) } else if day > 0 { #expect(opening == 0) }
        #expect(accounts[row[0]] == row[6])
        closings[row[0]] = closing
      }
      #expect(turnover.isEmpty, "what moved is delivered")
    }
  }

  /// 冲正 takes back an earlier posting of the day: same account and amount, the other way round.
  @Test func reversalsUndoAnEarlierPosting() throws {
    let bank = try Bank(customers: 60, postingsPerDay: 5000)
    var seen: Set<[String]> = []
    var reversals = 0
    for posting in try rows(PostingFeed.layout, bank, bank.dates[0]) {
      if posting[9] == "1" {
        reversals += 1
        #expect(seen.contains([posting[1], posting[6], posting[4] == "D" ? "C" : "D"]))
      }
      seen.insert([posting[1], posting[6], posting[4]])
    }
    #expect(reversals > 0)
  }

  private func rows(_ layout: Layout, _ bank: Bank, _ date: BusinessDate) throws -> [[String]] {
    let judge = Judge(layout, on: date)
    let lines = try bank.bytes("drop/" + layout.fileName(on: date)).split(separator: 10)
    return lines.dropLast().map { judge.judge($0 + [10]).values }
  }

  private func cents(_ text: String) throws -> Int64 { Int64(try #require(Amount(text, scale: 2)).units) }
}
