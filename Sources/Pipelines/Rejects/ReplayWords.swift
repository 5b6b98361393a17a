import Catalog
import Feeds
import Tabular

/// Why a delivery cannot be read once more, in words for the operator.
extension Feed {
  func nothingToReplay(on date: BusinessDate) -> Diagnostic {
    Diagnostic(
      at: location, "nothing of \(id) \(zh) is published for \(date), nor held back for its rejects",
      hint: "granary status \(id) --date \(date) says how it stands")
  }

  func archiveGone(_ file: String, on date: BusinessDate) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file), "\(id) \(zh) of \(date): the archive no longer holds this file",
      hint: "ask \(sender.name) \(sender.contact) for it again; as a correction, with a higher number in its name, "
        + "the next tick loads it")
  }

  func rejectsGone(_ file: String) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file), "\(id) \(zh): its rejects have been dropped, their retention has ended",
      hint: "ask \(sender.name) \(sender.contact) for a correction, if it still matters")
  }

  func archiveDiffers(_ file: String, on date: BusinessDate) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file), "\(id) \(zh) of \(date): the file in the archive is not the one that was loaded",
      hint: "somebody has changed it; restore the archive from a backup")
  }

  func wouldLose(_ rows: Int, of file: String, on date: BusinessDate) -> Diagnostic {
    Diagnostic(
      at: SourceLocation(file: file),
      "\(id) \(zh) of \(date): \(rows.grouped) \(rows == 1 ? "record is" : "records are") loaded that today's catalog "
        + "rejects, and would go",
      hint:
        "see by which rule they go out; if they are to go: granary rejects replay \(id) --date \(date) --accept-losses")
  }
}
