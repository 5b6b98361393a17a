#pragma once
#include <curl/curl.h>

/* curl_easy_setopt and curl_easy_getinfo are variadic, which Swift cannot call: one typed wrapper for each kind. */
static inline CURLcode granary_curl_set_long(CURL *h, CURLoption o, long v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode granary_curl_set_offset(CURL *h, CURLoption o, curl_off_t v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode granary_curl_set_string(CURL *h, CURLoption o, const char *v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode granary_curl_set_pointer(CURL *h, CURLoption o, void *v) { return curl_easy_setopt(h, o, v); }
typedef size_t (*granary_curl_write)(char *, size_t, size_t, void *);
static inline CURLcode granary_curl_set_write(CURL *h, CURLoption o, granary_curl_write v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode granary_curl_get_long(CURL *h, CURLINFO i, long *v) { return curl_easy_getinfo(h, i, v); }
static inline CURLcode granary_curl_get_offset(CURL *h, CURLINFO i, curl_off_t *v) { return curl_easy_getinfo(h, i, v); }
static inline CURLcode granary_curl_set_host_key(CURL *h, curl_sshhostkeycallback v) { return curl_easy_setopt(h, CURLOPT_SSH_HOSTKEYFUNCTION, v); }

/* The value of a header of the last answer, or NULL. */
static inline const char *granary_curl_header(CURL *h, const char *name) {
  struct curl_header *header;
  return curl_easy_header(h, name, 0, CURLH_HEADER, -1, &header) == CURLHE_OK ? header->value : NULL;
}
