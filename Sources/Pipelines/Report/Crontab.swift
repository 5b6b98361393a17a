/// The entry cron needs for a project, between marks by which a later version finds it.
package struct Crontab: Sendable {
  package var lines: [String]

  /// - Parameter executable: absolute; cron has no PATH to speak of.
  package init(project: Project, executable: String) {
    // `%` ends a command in a crontab.
    let quote = { (path: String) in "'" + path.replacing("'", with: "'\\''").replacing("%", with: "\\%") + "'" }
    let tick = "\(quote(executable)) tick --project \(quote(project.folder))"
    lines = [
      "# BEGIN granary:\(project.folder)",
      "# \(project.night.name): \(project.feeds.count) feeds, from \(project.night.from) to \(project.night.done) "
        + project.night.zone.name,
      "*/5 * * * * \(tick)",
      "@reboot \(tick)",
      "# END granary:\(project.folder)",
    ]
  }
}
