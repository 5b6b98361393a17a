// Names and folders: part of faults.c.

#define STAT(name) \
  REAL(int, name, const char *, struct stat *); \
  int name(const char *path, struct stat *about) { \
    FAIL(befalls(CALL_stat, place_at(AT_FDCWD, path), path), -1); \
    return GET(name)(path, about); \
  }
STAT(stat)
STAT(lstat)

#define STAT64(name) \
  REAL(int, name, const char *, struct stat64 *); \
  int name(const char *path, struct stat64 *about) { \
    FAIL(befalls(CALL_stat, place_at(AT_FDCWD, path), path), -1); \
    return GET(name)(path, about); \
  }
STAT64(stat64)
STAT64(lstat64)

int fstat(int file, struct stat *about) {
  FAIL(befalls(CALL_stat, place_of_file(file), NULL), -1);
  return GET(fstat)(file, about);
}

REAL(int, fstatat, int, const char *, struct stat *, int);
int fstatat(int folder, const char *path, struct stat *about, int flags) {
  FAIL(befalls(CALL_stat, place_at(folder, path), path), -1);
  return GET(fstatat)(folder, path, about, flags);
}

REAL(int, statvfs, const char *, struct statvfs *);
int statvfs(const char *path, struct statvfs *about) {
  FAIL(befalls(CALL_stat, place_at(AT_FDCWD, path), path), -1);
  return GET(statvfs)(path, about);
}

REAL(int, statfs, const char *, struct statfs *);
int statfs(const char *path, struct statfs *about) {
  FAIL(befalls(CALL_stat, place_at(AT_FDCWD, path), path), -1);
  return GET(statfs)(path, about);
}

REAL(int, access, const char *, int);
int access(const char *path, int how) {
  FAIL(befalls(CALL_stat, place_at(AT_FDCWD, path), path), -1);
  return GET(access)(path, how);
}

REAL(ssize_t, readlink, const char *, char *, size_t);
ssize_t readlink(const char *path, char *buffer, size_t size) {
  FAIL(befalls(CALL_readlink, place_at(AT_FDCWD, path), path), -1);
  return GET(readlink)(path, buffer, size);
}

REAL(char *, realpath, const char *, char *);
char *realpath(const char *path, char *buffer) {
  FAIL(befalls(CALL_readlink, place_at(AT_FDCWD, path), path), NULL);
  return GET(realpath)(path, buffer);
}

#define OF_PATH(name, call, befalls) \
  REAL(int, name, const char *); \
  int name(const char *path) { \
    FAIL(befalls(call, place_at(AT_FDCWD, path), path), -1); \
    return GET(name)(path); \
  }
OF_PATH(unlink, CALL_unlink, befalls)
OF_PATH(rmdir, CALL_unlink, befalls)

REAL(int, unlinkat, int, const char *, int);
int unlinkat(int folder, const char *path, int flags) {
  FAIL(befalls(CALL_unlink, place_at(folder, path), path), -1);
  return GET(unlinkat)(folder, path, flags);
}

REAL(int, mkdir, const char *, mode_t);
int mkdir(const char *path, mode_t mode) {
  FAIL(befalls_growth(CALL_mkdir, place_at(AT_FDCWD, path), path), -1);
  return GET(mkdir)(path, mode);
}

REAL(int, mkdirat, int, const char *, mode_t);
int mkdirat(int folder, const char *path, mode_t mode) {
  FAIL(befalls_growth(CALL_mkdir, place_at(folder, path), path), -1);
  return GET(mkdirat)(folder, path, mode);
}

#define CHANGE_MODE(name, kind, place) \
  REAL(int, name, kind, mode_t); \
  int name(kind what, mode_t mode) { \
    FAIL(befalls(CALL_touch, place, NULL), -1); \
    return GET(name)(what, mode); \
  }
CHANGE_MODE(chmod, const char *, place_at(AT_FDCWD, what))
CHANGE_MODE(fchmod, int, place_of_file(what))

REAL(int, chown, const char *, uid_t, gid_t);
int chown(const char *path, uid_t user, gid_t group) {
  FAIL(befalls(CALL_touch, place_at(AT_FDCWD, path), path), -1);
  return GET(chown)(path, user, group);
}

#define TWO(name, call, befalls) \
  REAL(int, name, const char *, const char *); \
  int name(const char *from, const char *to) { \
    FAIL(befalls(call, place_at(AT_FDCWD, to), to), -1); \
    return GET(name)(from, to); \
  }
TWO(rename, CALL_rename, befalls)
TWO(link, CALL_link, befalls_growth)
TWO(symlink, CALL_link, befalls_growth)

REAL(int, renameat, int, const char *, int, const char *);
int renameat(int from, const char *old, int to, const char *new) {
  FAIL(befalls(CALL_rename, place_at(to, new), new), -1);
  return GET(renameat)(from, old, to, new);
}

REAL(int, linkat, int, const char *, int, const char *, int);
int linkat(int from, const char *old, int to, const char *new, int flags) {
  FAIL(befalls_growth(CALL_link, place_at(to, new), new), -1);
  return GET(linkat)(from, old, to, new, flags);
}

// Folders

REAL(DIR *, opendir, const char *);
DIR *opendir(const char *path) {
  int place = place_at(AT_FDCWD, path);
  FAIL(befalls(CALL_list, place, path), NULL);
  DIR *folder = GET(opendir)(path);
  if (folder) set_place(dirfd(folder), place);
  return folder;
}

REAL(DIR *, fdopendir, int);
DIR *fdopendir(int file) {
  FAIL(befalls(CALL_list, place_of_file(file), NULL), NULL);
  return GET(fdopendir)(file);
}

#define READDIR(name, entry) \
  REAL(struct entry *, name, DIR *); \
  struct entry *name(DIR *folder) { \
    int fault = befalls(CALL_list, place_of_file(dirfd(folder)), NULL); \
    FAIL(fault, NULL); \
    return GET(name)(folder); \
  }
READDIR(readdir, dirent)
READDIR(readdir64, dirent64)

REAL(int, closedir, DIR *);
int closedir(DIR *folder) {
  set_place(dirfd(folder), NONE);
  return GET(closedir)(folder);
}

REAL(FTS *, fts_open, char *const *, int, int (*)(const FTSENT **, const FTSENT **));
FTS *fts_open(char *const *paths, int options, int (*compare)(const FTSENT **, const FTSENT **)) {
  FAIL(befalls(CALL_list, place_at(AT_FDCWD, paths[0]), paths[0]), NULL);
  return GET(fts_open)(paths, options, compare);
}

REAL(FTSENT *, fts_read, FTS *);
FTSENT *fts_read(FTS *tree) {
  FAIL(befalls(CALL_list, tally ? SYSTEM : NONE, NULL), NULL);
  return GET(fts_read)(tree);
}
