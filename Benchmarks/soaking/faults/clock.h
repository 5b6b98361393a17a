// Time: part of faults.c.

REAL(int, nanosleep, const struct timespec *, struct timespec *);
int nanosleep(const struct timespec *wait, struct timespec *rest) {
  struct timespec less = *wait;
  if (hurry > 1) {
    long long whole = (less.tv_sec * 1000000000LL + less.tv_nsec) / hurry;
    less = (struct timespec){whole / 1000000000LL, whole % 1000000000LL};
  }
  return GET(nanosleep)(&less, rest);
}

REAL(int, usleep, useconds_t);
int usleep(useconds_t wait) { return GET(usleep)(wait / hurry); }

static void jump(struct timespec *now) {
  uint64_t mixed = atomic_fetch_add(&readings, 1) / 5 + clock_seed;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
  mixed ^= mixed >> 31;
  // Never before the certificates of today's senders began.
  now->tv_sec += (int64_t)(mixed % (72 * 3600));
}

REAL(int, clock_gettime, clockid_t, struct timespec *);
int clock_gettime(clockid_t which, struct timespec *now) {
  int done = GET(clock_gettime)(which, now);
  if (!done && clock_seed && which == CLOCK_REALTIME) jump(now);
  return done;
}

REAL(int, gettimeofday, struct timeval *, void *);
int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  int done = GET(gettimeofday)(now, zone);
  if (!done && clock_seed) {
    struct timespec shifted = {now->tv_sec, 0};
    jump(&shifted);
    now->tv_sec = shifted.tv_sec;
  }
  return done;
}

REAL(time_t, time, time_t *);
time_t time(time_t *copy) {
  struct timespec now = {GET(time)(NULL), 0};
  if (clock_seed) jump(&now);
  if (copy) *copy = now.tv_sec;
  return now.tv_sec;
}
