// Sockets, and programs that are started: part of faults.c.

static int place_of_family(int family) {
  return !tally ? NONE : family == AF_UNIX ? DATABASE : family == AF_INET || family == AF_INET6 ? SENDER : NONE;
}

REAL(int, socket, int, int, int);
int socket(int family, int kind, int protocol) {
  FAIL(befalls(CALL_socket, place_of_family(family), NULL), -1);
  return GET(socket)(family, kind, protocol);
}

REAL(int, connect, int, const struct sockaddr *, socklen_t);
int connect(int file, const struct sockaddr *address, socklen_t size) {
  int place = place_of_family(address->sa_family);
  // The system's own services, as that of user names, are asked inside the C library and never here.
  int fault = befalls(CALL_connect, place, NULL);
  FAIL(fault, -1);
  set_place(file, place);
  return GET(connect)(file, address, size);
}

// Both ends of a broken connection know of it.
static void part(int file, int fault) {
  if (fault == END || fault == ECONNRESET || fault == EPIPE || fault == ETIMEDOUT) shutdown(file, SHUT_RDWR);
}

#define SEND(name, ...) \
  ssize_t name(int file, const void *buffer, size_t size, __VA_ARGS__) { \
    int fault = befalls(CALL_send, place_of_file(file), NULL); \
    part(file, fault); \
    FAIL(fault, -1); \
    if (fault == SHORT) size = lessened(size);
REAL(ssize_t, send, int, const void *, size_t, int);
SEND(send, int flags) return GET(send)(file, buffer, size, flags); }
REAL(ssize_t, sendto, int, const void *, size_t, int, const struct sockaddr *, socklen_t);
SEND(sendto, int flags, const struct sockaddr *to, socklen_t length)
  return GET(sendto)(file, buffer, size, flags, to, length); }

#define RECEIVE(name, ...) \
  ssize_t name(int file, void *buffer, size_t size, __VA_ARGS__) { \
    int fault = befalls(CALL_recv, place_of_file(file), NULL); \
    part(file, fault); \
    FAIL(fault, -1); \
    if (fault == END) return 0; \
    if (fault == SHORT) size = lessened(size);
REAL(ssize_t, recv, int, void *, size_t, int);
RECEIVE(recv, int flags) return GET(recv)(file, buffer, size, flags); }
REAL(ssize_t, recvfrom, int, void *, size_t, int, struct sockaddr *, socklen_t *);
RECEIVE(recvfrom, int flags, struct sockaddr *from, socklen_t *length)
  return GET(recvfrom)(file, buffer, size, flags, from, length); }

REAL(int, poll, struct pollfd *, nfds_t, int);
int poll(struct pollfd *files, nfds_t count, int patience) {
  int place = NONE;
  for (nfds_t index = 0; index < count && place == NONE; index++) place = place_of_file(files[index].fd);
  FAIL(befalls(CALL_poll, place, NULL), -1);
  return GET(poll)(files, count, patience);
}

REAL(int, getaddrinfo, const char *, const char *, const struct addrinfo *, struct addrinfo **);
int getaddrinfo(const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **found) {
  int fault = befalls(CALL_lookup, tally ? SENDER : NONE, host);
  if (fault > 0) { errno = fault; return fault == EAGAIN ? EAI_AGAIN : EAI_SYSTEM; }
  return GET(getaddrinfo)(host, port, hints, found);
}

// Programs

REAL(int, posix_spawnp, pid_t *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *, char *const[], char *const[]);
int posix_spawnp(pid_t *process, const char *file, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes, char *const arguments[], char *const environment[]) {
  int fault = befalls(CALL_spawn, tally ? SYSTEM : NONE, file);
  if (fault > 0) return fault;
  return GET(posix_spawnp)(process, file, actions, attributes, arguments, environment);
}
