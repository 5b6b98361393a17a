import Feeds
import Tabular
enum ContentDigest { static func of(_ path: String, name: String, compression: FeedForm.Compression) throws -> Fingerprint { fatalError() } }
extension Intake { func fetch(_ a: Feed.PageAddress, _ f: Feed, _ d: BusinessDate, into: String) throws -> FeedFile { fatalError() } }
