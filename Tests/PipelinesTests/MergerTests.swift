import Foundation
import Pipelines
import Tabular
import Testing
import Warehouse

/// Two customers are merged and parted again, in whole nights of a bank; beside it the same nights without.
///
/// “As if it had not happened” means: as of every date, what is held of all feeds is the same, but for the merge feed's
/// own rows, which say that something was told and taken back. Parties and their identifiers are the same at all times,
/// because a merge rewrites none of them. `survivor` is the same as of every date but those between the two: there it
/// shows the merge for good, for on those dates it was so. Marts are the same, but for `survivor` and those
/// of the merge feed itself.
@Suite struct MergerTests {
  private static let courses = Result { try Courses() }

  @Test(.timeLimit(.minutes(10))) func historyBeforeAMergeStays() throws {
    let (merged, never) = try (Self.courses.get().merged, Self.courses.get().never)
    for night in 0...2 {
      #expect(merged.nights[night].digests[0] == never.nights[0].digests[0], "after night \(night)")
    }
    #expect(merged.nights.allSatisfy { $0.survivors[0] == never.nights[0].survivors[0] })
  }

  @Test(.timeLimit(.minutes(10))) func whatWasTakenBackNeverHappened() throws {
    let (merged, never) = try (Self.courses.get().merged, Self.courses.get().never)
    for night in 0...2 {
      for (one, other) in zip(merged.nights[night].digests, never.nights[night].digests) {
        #expect(others(one) == others(other), "as of \(one.businessDate) after night \(night)")
      }
    }
    #expect(own(merged.nights[2].digests[2]) != own(never.nights[2].digests[2]), "it was told and taken back")
    #expect(merged.nights[2].survivors[2] == never.nights[2].survivors[2])
    #expect(merged.marts == never.marts)
    #expect(merged.marts.count > 50)
    #expect(merged.reconciled == never.reconciled && !never.reconciled.isEmpty)
  }

  /// As of a date on which it was so, and as known before it was taken back, the merge is there.
  @Test(.timeLimit(.minutes(10))) func whatWasKnownInBetweenStaysReadable() throws {
    let courses = try Self.courses.get()
    let (merged, never) = (courses.merged, courses.never)
    #expect(merged.knownThen == merged.nights.map(\.digests), "what each night left is what was known after it")
    #expect(own(merged.knownThen[1][1]) != own(never.nights[1].digests[1]))
    let pair = "\(courses.parties[0]) \(courses.parties[1])"
    for night in 1...2 {
      #expect(merged.nights[night].survivors[1].contains(pair))
      #expect(merged.nights[night].digests[1] == merged.nights[1].digests[1])
    }
    #expect(!merged.nights[2].survivors[2].contains(pair))
    #expect(!never.nights.flatMap(\.survivors).joined().contains(pair))
  }

  /// A chain is as long as its links hold: without the middle one, two short ones are left.
  @Test(.timeLimit(.minutes(10))) func aChainLosesItsMiddle() throws {
    let courses = try Self.courses.get()
    let (a, b, c, d) = (courses.parties[2], courses.parties[3], courses.parties[4], courses.parties[5])
    func ends(_ survivors: [String]) -> Set<String> {
      Set(survivors.filter { line in [a, b, c, d].contains { line.hasPrefix($0 + " ") } })
    }
    let links: Set = ["\(a) \(b)", "\(c) \(d)"]
    let last = courses.merged.nights[2].survivors
    #expect(ends(last[0]) == links, "a merge that counts from before it was told does not rewrite the past")
    #expect(ends(last[1]) == ["\(a) \(d)", "\(b) \(d)", "\(c) \(d)"])
    #expect(ends(last[2]) == links)
    #expect(courses.never.nights[2].survivors.allSatisfy { ends($0) == links })
  }

  private func own(_ digest: ContentDigest) -> [ContentDigest.Line] {
    digest.lines.filter { $0.name.hasSuffix(" X5/party_map") }
  }

  private func others(_ digest: ContentDigest) -> [ContentDigest.Line] {
    digest.lines.filter { !$0.name.hasSuffix(" X5/party_map") }
  }
}
