import Postgres

extension TestBank {
  /// A database like another, in the place of one of that name.
  func copyDatabase(_ from: String, as to: String) throws {
    let server = WholeServer(settings: settings.database("postgres"))
    _ = try server.ask("select pg_terminate_backend(pid) from pg_stat_activity where datname in ('\(from)', '\(to)')")
    _ = try server.ask("drop database if exists \(to)")
    _ = try server.ask("create database \(to) template \(from)")
  }
}

private struct WholeServer: Asking { var settings: ConnectionSettings }
