import Fuzzing
import Testing

/// A second or two of what `Benchmarks/soak fuzz` does for hours, the same inputs each time.
@Suite struct FuzzTests {
  @Test(arguments: FuzzTarget.all.map(\.name)) func holds(_ name: String) throws {
    let target = try #require(FuzzTarget.named(name))
    for seed in target.seeds() { try attack(target, seed) }
    var mutation = Mutation(target.seeds(), state: 20_251_120)
    for _ in 0..<1_500 { try attack(target, mutation.next()) }
  }

  private func attack(_ target: FuzzTarget, _ input: [UInt8]) throws {
    let duration = try ContinuousClock().measure {
      do { try target.attack(input) } catch let violation as Violation {
        Issue.record("\(target.name) \(input): \(violation)")
      }
    }
    // A machine that does other things may take its time; one input never needs it.
    #expect(duration < .seconds(20), "\(target.name) \(input)")
  }
}
