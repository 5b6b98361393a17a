import Foundation
import Testing

@testable import Warehouse

/// A program that is left running has nothing of ours: whoever reads a pipe to its end would wait for it.
@Suite struct ServerToolsTests {
  @Test func whatIsLeftRunningHoldsNoPipeOpen() throws {
    var ends: [Int32] = [0, 0]
    #expect(unsafe pipe(&ends) == 0)
    let answer = try ServerTools.run(["sh", "-c", "sleep 600 & echo $!"])
    let left = try #require(Int32(answer.output.trimmingCharacters(in: .whitespacesAndNewlines)))
    defer { kill(left, SIGKILL) }
    close(ends[1])
    var reading = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
    #expect(unsafe poll(&reading, 1, 0) == 1 && reading.revents & Int16(POLLHUP) != 0)
    close(ends[0])
  }

  @Test func itRunsWhereItIsTold() throws {
    #expect(try ServerTools.run(["pwd"], in: "/usr").output == "/usr\n")
    #expect(try ServerTools.run(["sh", "-c", "exit 7"]).status == 7)
    #expect(throws: WarehouseError.self) { try ServerTools.run(["no-such-program"]) }
  }
}
