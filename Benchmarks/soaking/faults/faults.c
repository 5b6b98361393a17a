// Loaded in front of the C library (LD_PRELOAD): counts a process's I/O calls and makes one of them fail, or all from
// one on. What the process starts is left alone, unless it is told otherwise. Knows nothing of granary: what a path is called it is told.
//
//   FAULTS_TALLY   a file of struct tally, which this process adds to; whoever started it reads it afterwards
//   FAULTS_PLACES  archive=/path/of/it:drop=/path/of/another: the first that a path begins with gives its place
//   FAULTS_POINT   read archive 3 EIO once: the third read of a file below that path fails, once or from then on
//   FAULTS_HURRY   nanosleep and usleep wait this many times less: waits between attempts are no part of what is looked for
//   FAULTS_CLOCK   seed of jumps, up to three days to and fro, that the time of day makes every few readings
//   FAULTS_INHERIT what the process starts is of it, and counts with it
//
// A fault is an errno's name; short: half of what was asked for; end: nothing more comes; kill: SIGKILL. The call
// `grow` stands for all that take up room in a place, so that a disk can be full: grow archive 7 ENOSPC on.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <netdb.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "calls.h"

enum { PLACES = 24, FILES = 65536, NAME = 24 };

// What the campaign reads: its Python twin is in injection.py.
struct tally {
  uint64_t fired, off;
  char where[240];
  char places[PLACES][NAME];
  _Atomic uint64_t counts[CALLS][PLACES];
};

// Places that are there without being told of.
enum { NONE = 0, OUTPUT = 1, DATABASE = 2, SENDER = 3, SYSTEM = 4, TOLD = 5 };

static struct tally *tally;
static _Atomic uint8_t place_of[FILES];
static struct { char path[512]; size_t length; uint8_t place; } told[PLACES];
static int told_count;
static struct { int call, place, fault, lasts; uint64_t number; } point;
static long hurry = 1;
static _Atomic uint64_t readings;
static uint64_t clock_seed;

enum { SHORT = -1, END = -2, KILL = -3 };

#define REAL(type, name, ...) static type (*real_##name)(__VA_ARGS__)
#define GET(name) ((__typeof__(real_##name))find((void **)&real_##name, #name))

static void *find(void **real, const char *name) {
  if (!*real) *real = dlsym(RTLD_NEXT, name);
  return *real;
}

REAL(ssize_t, write, int, const void *, size_t);

static const struct { const char *name; int number; } errors[] = {
    {"EIO", EIO}, {"ENOSPC", ENOSPC}, {"EINTR", EINTR}, {"EMFILE", EMFILE}, {"ENOMEM", ENOMEM}, {"EACCES", EACCES},
    {"ECONNRESET", ECONNRESET}, {"ECONNREFUSED", ECONNREFUSED}, {"ETIMEDOUT", ETIMEDOUT}, {"EPIPE", EPIPE},
    {"EAGAIN", EAGAIN}, {"short", SHORT}, {"end", END}, {"kill", KILL},
};

static void stop(const char *problem) {
  GET(write)(2, "faults: ", 8);
  GET(write)(2, problem, strlen(problem));
  GET(write)(2, "\n", 1);
  _exit(99);
}

static void read_places(const char *text) {
  static const char *own[] = {"", "output", "database", "sender", "system"};
  for (int place = 1; place < TOLD; place++) strncpy(tally->places[place], own[place], NAME - 1);
  int places = TOLD;
  while (text && *text) {
    const char *equals = strchr(text, '='), *end = strchr(text, ':');
    if (!end) end = text + strlen(text);
    size_t name = equals ? (size_t)(equals - text) : 0;
    if (!equals || equals > end || !name || name >= NAME || end - equals > 510 || told_count == PLACES)
      stop("FAULTS_PLACES cannot be read");
    int place = 1;
    while (place < places && (strncmp(tally->places[place], text, name) || tally->places[place][name])) place++;
    if (place == PLACES) stop("too many places");
    if (place == places) {
      memcpy(tally->places[place], text, name);
      places++;
    }
    told[told_count].length = end - equals - 1;
    memcpy(told[told_count].path, equals + 1, told[told_count].length);
    told[told_count++].place = place;
    text = *end ? end + 1 : end;
  }
}

static void read_point(const char *text) {
  char call[NAME], place[NAME], fault[NAME], lasts[NAME];
  unsigned long number;
  if (sscanf(text, "%23s %23s %lu %23s %23s", call, place, &number, fault, lasts) != 5) stop("FAULTS_POINT cannot be read");
  point.number = number;
  point.lasts = !strcmp(lasts, "on");
  for (point.call = 0; point.call < CALLS && strcmp(call_names[point.call], call); point.call++) {}
  for (point.place = 1; point.place < PLACES && strcmp(tally->places[point.place], place); point.place++) {}
  for (unsigned index = 0; index < sizeof errors / sizeof *errors; index++)
    if (!strcmp(errors[index].name, fault)) point.fault = errors[index].number;
  if (point.call == CALLS || point.place == PLACES || !point.fault || !number) stop("FAULTS_POINT names nothing");
}

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("FAULTS_TALLY");
  if (!path) return;
  int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0 || ftruncate(file, sizeof(struct tally))) stop("FAULTS_TALLY cannot be opened");
  void *memory = mmap(NULL, sizeof(struct tally), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  if (memory == MAP_FAILED) stop("FAULTS_TALLY cannot be mapped");
  close(file);
  struct tally *fresh = memory;
  tally = fresh;
  read_places(getenv("FAULTS_PLACES"));
  atomic_store(&place_of[1], OUTPUT);
  atomic_store(&place_of[2], OUTPUT);
  if (getenv("FAULTS_HURRY")) hurry = atol(getenv("FAULTS_HURRY"));
  if (getenv("FAULTS_CLOCK")) clock_seed = strtoull(getenv("FAULTS_CLOCK"), NULL, 10) * 2 + 1;
  if (getenv("FAULTS_POINT")) read_point(getenv("FAULTS_POINT"));
  // Its children are programs of others.
  if (getenv("FAULTS_INHERIT")) return;
  for (const char **name = (const char *[]){"LD_PRELOAD", "FAULTS_TALLY", "FAULTS_PLACES", "FAULTS_POINT",
       "FAULTS_HURRY", "FAULTS_CLOCK", NULL}; *name; name++) unsetenv(*name);
}

static int place_at(int folder, const char *path) {
  if (!tally || !path) return NONE;
  if (path[0] != '/') {
    if (folder != AT_FDCWD) return folder >= 0 && folder < FILES ? atomic_load(&place_of[folder]) : NONE;
    return SYSTEM;
  }
  for (int index = 0; index < told_count; index++)
    if (!strncmp(path, told[index].path, told[index].length)) {
      char next = path[told[index].length];
      if (!next || next == '/') return told[index].place;
    }
  return SYSTEM;
}

static int place_of_file(int file) { return tally && file >= 0 && file < FILES ? atomic_load(&place_of[file]) : NONE; }

static void set_place(int file, int place) {
  if (file >= 0 && file < FILES) atomic_store(&place_of[file], place);
}

static int hit(int call, int place, const char *what) {
  uint64_t number = atomic_fetch_add(&tally->counts[call][place], 1) + 1;
  if (point.call != call || point.place != place || !point.number || tally->off) return 0;
  if (number != point.number && !(point.lasts && number > point.number)) return 0;
  if (!tally->fired++) snprintf(tally->where, sizeof tally->where, "%s", what ? what : "");
  if (point.fault == KILL) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
  }
  return point.fault;
}

// What befalls a call; 0: nothing.
static int befalls(int call, int place, const char *what) { return place == NONE ? 0 : hit(call, place, what); }

// The same of a call that takes up room.
static int befalls_growth(int call, int place, const char *what) {
  if (place == NONE) return 0;
  int fault = hit(call, place, what);
  int full = hit(CALL_grow, place, what);
  return fault ? fault : full;
}

// Fails the call where an errno befell it; the two others are the caller's to make.
#define FAIL(fault, answer) \
  do { \
    if ((fault) > 0) { errno = (fault); return answer; } \
  } while (0)

#include "files.h"
#include "names.h"
#include "sockets.h"
#include "clock.h"
