/// A moment of the injected clock, to the second. It decides what is due and dates what the ledger says, never content.
package struct Moment: Hashable, Sendable, Comparable {
  package var secondsSince1970: Int64
  package init(secondsSince1970: Int64) { self.secondsSince1970 = secondsSince1970 }
  package static func < (a: Moment, b: Moment) -> Bool { a.secondsSince1970 < b.secondsSince1970 }
}
