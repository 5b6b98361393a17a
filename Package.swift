// swift-tools-version: 6.2
import PackageDescription

/// The house, drawn in `README.md` and guarded by `ArchitectureTests`: a target may import downward only.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  // Lets small functions of one room be inlined into another. It does not specialize `package` generics, so a row goes to
  // its writer whole, by one call through a witness table.
  .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
/// Only Dashboard's `Server.swift` sees these.
let web: [Target.Dependency] = [
  .product(name: "Hummingbird", package: "hummingbird"), .product(name: "HTTPTypes", package: "swift-http-types"),
  .product(name: "NIOCore", package: "swift-nio"), .product(name: "Logging", package: "swift-log"),
]
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

func room(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func proof(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: dependencies + ["Golden"],
    exclude: ["Cases"], swiftSettings: settings)
}

let package = Package(
  name: "granary",
  products: [
    .executable(name: "granary", targets: ["granary"]),
    .executable(name: "samplebank", targets: ["samplebank"]),
  ],
  dependencies: [
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.0.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
  ],
  targets: [
    .systemLibrary(name: "CLibpq", pkgConfig: "libpq"),
    .systemLibrary(name: "CLibcurl", pkgConfig: "libcurl"),
    .systemLibrary(name: "CIsal", pkgConfig: "libisal"),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
    .systemLibrary(name: "CLibssl", pkgConfig: "openssl"),
    .systemLibrary(name: "CSpawn"),
    .systemLibrary(name: "CMalloc"),

    room("Tabular", []),
    room("Catalog", ["Tabular", yams, crypto]),
    room("Feeds", ["Tabular", crypto, "CLibcurl", "CIsal"]),
    room("Cleansing", ["Tabular", "Catalog", crypto]),
    room("Postgres", ["Tabular", "CLibpq"]),
    room("Warehouse", ["Tabular", "Catalog", "Postgres", "CSpawn", crypto]),
    room("Semantics", ["Tabular", "Catalog", "Postgres", "Warehouse", crypto]),
    room("Pipelines", ["Tabular", "Catalog", "Feeds", "Cleansing", "Postgres", "Warehouse", "Semantics"]),
    room("Dashboard", ["Tabular", "Postgres"] + web),
    .executableTarget(
      name: "granary",
      dependencies: [
        "Tabular", "Catalog", "Feeds", "Postgres", "Warehouse", "Semantics", "Pipelines", "Dashboard", "CMalloc",
        arguments,
      ],
      swiftSettings: settings),

    room("SampleBank", ["Tabular", crypto, "CZlib", "CLibssl"]),
    .executableTarget(name: "samplebank", dependencies: ["SampleBank", "Tabular", arguments], swiftSettings: settings),

    .target(name: "Golden", path: "Tests/Golden", swiftSettings: settings),
    .target(
      name: "Senders", dependencies: ["Feeds", "Tabular"], path: "Tests/Senders", exclude: ["Scripts"],
      swiftSettings: settings),
    .target(
      name: "Fuzzing", dependencies: ["Golden", "Feeds", "Catalog", "Tabular"], path: "Tests/Fuzzing",
      swiftSettings: settings),
    .testTarget(name: "FuzzTests", dependencies: ["Fuzzing"], swiftSettings: settings),
    .testTarget(name: "ArchitectureTests", swiftSettings: settings),
    proof("Tabular", ["Tabular"]),
    proof("Catalog", ["Catalog", "Tabular", yams]),
    proof("Feeds", ["Feeds", "Tabular", "CIsal", "Senders"]),
    proof("Cleansing", ["Cleansing", "Catalog", "Tabular"]),
    proof("Postgres", ["Postgres", "Tabular"]),
    proof("Warehouse", ["Warehouse", "Catalog", "Postgres", "Tabular"]),
    proof("Semantics", ["Semantics", "Warehouse", "Catalog", "Postgres", "Tabular"]),
    proof(
      "Pipelines",
      ["Pipelines", "Warehouse", "Catalog", "Feeds", "Cleansing", "Postgres", "Tabular", "SampleBank", "Senders"]),
    proof("SampleBank", ["SampleBank", "Tabular"]),
    proof("Dashboard", ["Dashboard", "Tabular"]),
    .testTarget(
      name: "ServingTests", dependencies: ["Dashboard", "Warehouse", "Postgres"], exclude: ["Cases"],
      swiftSettings: settings),
  ]
)

// libFuzzer is linked only where `Benchmarks/soak fuzz` builds it, in a folder of its own.
if Context.environment["GRANARY_FUZZ"] == "1" {
  package.targets += [
    .systemLibrary(name: "CLibFuzzer", path: "Tests/Fuzzer/CLibFuzzer"),
    .executableTarget(
      name: "fuzz", dependencies: ["Fuzzing", "CLibFuzzer"], path: "Tests/Fuzzer/Main", swiftSettings: settings,
      // gold breaks off at the debug information of what is instrumented.
      linkerSettings: [.unsafeFlags(["-use-ld=lld"])]),
  ]
}
