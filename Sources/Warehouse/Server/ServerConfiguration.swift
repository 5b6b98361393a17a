import Foundation

/// The settings of the embedded server, for a night's loads on a small machine.
struct ServerConfiguration {
  var size: EmbeddedServer.Size
  var socketFolder: String

  var text: String {
    let memory = Int(ProcessInfo.processInfo.physicalMemory >> 20)
    let buffers = size == .test ? 32 : min(1024, max(128, memory / 8))
    var lines = [
      "# Written by granary at each start.",
      "listen_addresses = ''",
      "unix_socket_directories = '\(socketFolder)'",
      "unix_socket_permissions = 0700",
      "port = 5432",
      "max_connections = 60",
      "max_locks_per_transaction = 512",
      "shared_buffers = \(buffers)MB",
      "effective_cache_size = \(max(256, memory / 2))MB",
      "work_mem = \(size == .test ? 8 : 64)MB",
      "maintenance_work_mem = \(size == .test ? 32 : 256)MB",
      "dynamic_shared_memory_type = \(sharedMemoryType)",
      "wal_level = replica",
      "wal_buffers = \(size == .test ? 1 : 64)MB",
      "# Whoever copies rows in should seldom have to write the log out for lack of room.",
      "wal_writer_delay = 20ms",
      "wal_writer_flush_after = 8MB",
      "max_wal_size = \(size == .test ? "256MB" : "8GB")",
      "min_wal_size = \(size == .test ? "64MB" : "1GB")",
      "checkpoint_timeout = 15min",
      "checkpoint_completion_target = 0.9",
      "synchronous_commit = on",
      "full_page_writes = on",
      "max_parallel_workers_per_gather = 2",
      "max_parallel_maintenance_workers = 2",
      "jit = off",
      "timezone = 'Asia/Shanghai'",
      "# A killed client must not keep its locks.",
      "client_connection_check_interval = 1s",
      "# A statement or an error may quote a row's values: neither enters the log.",
      "log_error_verbosity = terse",
      "log_min_messages = log",
      "log_min_error_statement = panic",
      "log_statement = none",
      "log_min_duration_statement = -1",
      "log_parameter_max_length_on_error = 0",
      "logging_collector = on",
      "log_directory = 'log'",
      "log_filename = 'postgresql-%a.log'",
      "log_file_mode = 0600",
      "log_truncate_on_rotation = on",
      "log_rotation_age = 1d",
    ]
    // A test's cluster is thrown away; the night's is never without fsync.
    lines.append("fsync = \(size == .test ? "off" : "on")")
    return lines.joined(separator: "\n") + "\n"
  }

  /// Parallel queries share memory through `/dev/shm`, which containers often cut to 64 MB; files do then.
  private var sharedMemoryType: String {
    var about = statvfs()
    guard unsafe statvfs("/dev/shm", &about) == 0 else { return "mmap" }
    return UInt64(about.f_blocks) * UInt64(about.f_frsize) >= 1 << 30 ? "posix" : "mmap"
  }
}
