// The calls that are counted, in the order of the tally's rows; injection.py reads their names here.
#define EACH_CALL(_) \
  _(open) _(close) _(read) _(write) _(fsync) _(truncate) _(mmap) _(touch) _(lock) \
  _(stat) _(readlink) _(unlink) _(mkdir) _(rename) _(link) _(list) \
  _(socket) _(connect) _(send) _(recv) _(poll) _(lookup) _(spawn) _(grow)

#define CALL(name) CALL_##name,
enum { EACH_CALL(CALL) CALLS };
#undef CALL
#define CALL(name) #name,
static const char *const call_names[] = {EACH_CALL(CALL)};
