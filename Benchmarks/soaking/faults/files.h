// Files that are open: part of faults.c.

// Half of it, and little of much.
static size_t lessened(size_t size) { return size > 128 ? 64 : (size + 1) / 2; }

#define OPEN(name) \
  REAL(int, name, const char *, int, ...); \
  int name(const char *path, int flags, ...) { \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); } \
    int place = place_at(AT_FDCWD, path); \
    int fault = flags & O_CREAT ? befalls_growth(CALL_open, place, path) : befalls(CALL_open, place, path); \
    FAIL(fault, -1); \
    int file = GET(name)(path, flags, mode); \
    set_place(file, place); \
    return file; \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name) \
  REAL(int, name, int, const char *, int, ...); \
  int name(int folder, const char *path, int flags, ...) { \
    mode_t mode = 0; \
    if (flags & (O_CREAT | O_TMPFILE)) { va_list more; va_start(more, flags); mode = va_arg(more, mode_t); va_end(more); } \
    int place = place_at(folder, path); \
    int fault = flags & O_CREAT ? befalls_growth(CALL_open, place, path) : befalls(CALL_open, place, path); \
    FAIL(fault, -1); \
    int file = GET(name)(folder, path, flags, mode); \
    set_place(file, place); \
    return file; \
  }
OPENAT(openat)
OPENAT(openat64)

#define FOPEN(name) \
  REAL(FILE *, name, const char *, const char *); \
  FILE *name(const char *path, const char *mode) { \
    int place = place_at(AT_FDCWD, path); \
    FAIL(befalls(CALL_open, place, path), NULL); \
    FILE *file = GET(name)(path, mode); \
    if (file) set_place(fileno(file), place); \
    return file; \
  }
FOPEN(fopen)
FOPEN(fopen64)

#define MKSTEMP(name) \
  REAL(int, name, char *); \
  int name(char *path) { \
    int place = place_at(AT_FDCWD, path); \
    FAIL(befalls_growth(CALL_open, place, path), -1); \
    int file = GET(name)(path); \
    set_place(file, place); \
    return file; \
  }
MKSTEMP(mkstemp)
MKSTEMP(mkstemp64)

REAL(int, close, int);
int close(int file) {
  int place = place_of_file(file);
  int fault = befalls(CALL_close, place, NULL);
  set_place(file, NONE);
  int done = GET(close)(file);
  FAIL(fault, -1);
  return done;
}

REAL(int, dup, int);
int dup(int file) {
  int copy = GET(dup)(file);
  set_place(copy, place_of_file(file));
  return copy;
}

REAL(ssize_t, read, int, void *, size_t);
ssize_t read(int file, void *buffer, size_t size) {
  int fault = befalls(CALL_read, place_of_file(file), NULL);
  FAIL(fault, -1);
  if (fault == END) return 0;
  return GET(read)(file, buffer, fault == SHORT ? lessened(size) : size);
}

#define PREAD(name) \
  REAL(ssize_t, name, int, void *, size_t, off_t); \
  ssize_t name(int file, void *buffer, size_t size, off_t offset) { \
    int fault = befalls(CALL_read, place_of_file(file), NULL); \
    FAIL(fault, -1); \
    if (fault == END) return 0; \
    return GET(name)(file, buffer, fault == SHORT ? lessened(size) : size, offset); \
  }
PREAD(pread)
PREAD(pread64)

// So that ferror knows of it: glibc's _IO_ERR_SEEN.
static void mark(FILE *file, int fault) { if (fault > 0) file->_flags |= 0x20; }

REAL(size_t, fread, void *, size_t, size_t, FILE *);
size_t fread(void *buffer, size_t size, size_t count, FILE *file) {
  int fault = befalls(CALL_read, place_of_file(fileno(file)), NULL);
  mark(file, fault);
  FAIL(fault, 0);
  return fault == END ? 0 : GET(fread)(buffer, size, count, file);
}

REAL(char *, fgets, char *, int, FILE *);
char *fgets(char *buffer, int size, FILE *file) {
  int fault = befalls(CALL_read, place_of_file(fileno(file)), NULL);
  mark(file, fault);
  FAIL(fault, NULL);
  return fault == END ? NULL : GET(fgets)(buffer, size, file);
}

ssize_t write(int file, const void *buffer, size_t size) {
  int fault = befalls_growth(CALL_write, place_of_file(file), NULL);
  FAIL(fault, -1);
  return GET(write)(file, buffer, fault == SHORT ? lessened(size) : size);
}

REAL(int, fstat, int, struct stat *);

// Of a write at some place: within the file as it is, it takes up no room.
static int befalls_write_at(int file, off_t end) {
  struct stat about;
  int place = place_of_file(file);
  if (place == NONE) return 0;
  int grows = GET(fstat)(file, &about) || end > about.st_size;
  return grows ? befalls_growth(CALL_write, place, NULL) : befalls(CALL_write, place, NULL);
}

#define PWRITE(name) \
  REAL(ssize_t, name, int, const void *, size_t, off_t); \
  ssize_t name(int file, const void *buffer, size_t size, off_t offset) { \
    int fault = befalls_write_at(file, offset + size); \
    FAIL(fault, -1); \
    return GET(name)(file, buffer, fault == SHORT ? lessened(size) : size, offset); \
  }
PWRITE(pwrite)
PWRITE(pwrite64)

#define PWRITEV(name) \
  REAL(ssize_t, name, int, const struct iovec *, int, off_t); \
  ssize_t name(int file, const struct iovec *parts, int count, off_t offset) { \
    off_t end = offset; \
    for (int index = 0; index < count; index++) end += parts[index].iov_len; \
    FAIL(befalls_write_at(file, end), -1); \
    return GET(name)(file, parts, count, offset); \
  }
PWRITEV(pwritev)
PWRITEV(pwritev64)

#define FALLOCATE(name) \
  REAL(int, name, int, off_t, off_t); \
  int name(int file, off_t offset, off_t size) { \
    int fault = befalls_growth(CALL_truncate, place_of_file(file), NULL); \
    return fault > 0 ? fault : GET(name)(file, offset, size); \
  }
FALLOCATE(posix_fallocate)
FALLOCATE(posix_fallocate64)

REAL(ssize_t, writev, int, const struct iovec *, int);
ssize_t writev(int file, const struct iovec *parts, int count) {
  int fault = befalls_growth(CALL_write, place_of_file(file), NULL);
  FAIL(fault, -1);
  return fault == SHORT && count > 0 ? GET(write)(file, parts[0].iov_base, parts[0].iov_len / 2 + 1) : GET(writev)(file, parts, count);
}

REAL(size_t, fwrite, const void *, size_t, size_t, FILE *);
size_t fwrite(const void *buffer, size_t size, size_t count, FILE *file) {
  int fault = befalls_growth(CALL_write, place_of_file(fileno(file)), NULL);
  mark(file, fault);
  FAIL(fault, 0);
  return GET(fwrite)(buffer, size, count, file);
}

REAL(int, fflush, FILE *);
int fflush(FILE *file) {
  FAIL(file ? befalls(CALL_write, place_of_file(fileno(file)), NULL) : 0, EOF);
  return GET(fflush)(file);
}

#define SENDFILE(name) \
  REAL(ssize_t, name, int, int, off_t *, size_t); \
  ssize_t name(int to, int from, off_t *offset, size_t size) { \
    int fault = befalls_growth(CALL_write, place_of_file(to), NULL); \
    FAIL(fault, -1); \
    return GET(name)(to, from, offset, fault == SHORT ? lessened(size) : size); \
  }
SENDFILE(sendfile)
SENDFILE(sendfile64)

#define OF_FILE(name, call) \
  REAL(int, name, int); \
  int name(int file) { \
    FAIL(befalls(call, place_of_file(file), NULL), -1); \
    return GET(name)(file); \
  }
OF_FILE(fsync, CALL_fsync)
OF_FILE(fdatasync, CALL_fsync)

#define FTRUNCATE(name) \
  REAL(int, name, int, off_t); \
  int name(int file, off_t size) { \
    FAIL(befalls_growth(CALL_truncate, place_of_file(file), NULL), -1); \
    return GET(name)(file, size); \
  }
FTRUNCATE(ftruncate)
FTRUNCATE(ftruncate64)

#define MMAP(name) \
  REAL(void *, name, void *, size_t, int, int, int, off_t); \
  void *name(void *address, size_t size, int rights, int flags, int file, off_t offset) { \
    FAIL(file >= 0 ? befalls(CALL_mmap, place_of_file(file), NULL) : 0, MAP_FAILED); \
    return GET(name)(address, size, rights, flags, file, offset); \
  }
MMAP(mmap)
MMAP(mmap64)

#define TIMES(name) \
  REAL(int, name, int, const struct timespec *); \
  int name(int file, const struct timespec times[2]) { \
    FAIL(befalls(CALL_touch, place_of_file(file), NULL), -1); \
    return GET(name)(file, times); \
  }
TIMES(futimens)

REAL(int, flock, int, int);
int flock(int file, int how) {
  FAIL(befalls(CALL_lock, place_of_file(file), NULL), -1);
  return GET(flock)(file, how);
}
