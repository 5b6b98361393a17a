/// One place where bytes of others come in, and what must hold whatever they are.
///
/// Beyond that nothing traps and nothing hangs: every byte is accounted for, what loads is text, and where the content
/// was cut into chunks makes no difference.
package struct FuzzTarget: Sendable {
  package var name: String
  /// Inputs to begin with.
  package var seeds: @Sendable () -> [[UInt8]]
  /// Throws a `Violation` where something does not hold that must.
  package var attack: @Sendable ([UInt8]) throws -> Void

  package static let all = [delimited, fixedWidth, json, gzip, gb18030, yaml]

  package static func named(_ name: String) -> FuzzTarget? { all.first { $0.name == name } }
}

/// What must hold does not.
package struct Violation: Error, CustomStringConvertible {
  package var description: String
  init(_ description: String) { self.description = description }
}

/// The choices an input's first bytes make; the rest is content.
struct Choices {
  private var bytes: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

  mutating func one<T>(of all: [T]) -> T { all[Int(bytes.popFirst() ?? 0) % all.count] }

  /// What no choice took.
  var content: [UInt8] { Array(bytes) }
}
