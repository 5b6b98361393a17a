/// Why a national rule refuses a value: what is wrong, where, and what would have been right.
package struct RuleFailure: Hashable, Sendable {
  package enum Problem: String, Hashable, Sendable {
    /// Not so many characters as the rule asks for.
    case length
    /// A character that may not stand at this place.
    case alphabet
    /// No area of this code.
    case area
    /// The calendar has no such day.
    case date
    /// The check character is not the one that follows from the others.
    case check
  }

  package var problem: Problem
  /// Of the character, from 1; for a length, how many there should be.
  package var position: Int
  /// The character that would have been right, where there is one.
  package var expected: Character?

  package init(_ problem: Problem, at position: Int, expected: Character? = nil) {
    self.problem = problem
    self.position = position
    self.expected = expected
  }

  init(_ problem: Problem, at position: Int, expected: UInt8) {
    self.init(problem, at: position, expected: Character(UnicodeScalar(expected)))
  }

  /// The rule's name as it stands in rejects.
  package var rule: String { failure.name }

  var failure: Failure {
    switch problem {
    case .length, .alphabet, .area: .format
    case .date: .dateExists
    case .check: .checkDigit
    }
  }
}

extension RawSpan {
  /// The byte at `offset`, bounds-checked.
  @inline(always) subscript(_ offset: Int) -> UInt8 {
    unsafe unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }
}
