/*
 * edge.h: what a deployed program may do besides answering, if it was granted it.
 *
 *   fetch   ask other servers            fetch = ["api.example.org:443"]     under [grants] in wardian.toml
 *   kv      keep bytes between requests  kv = true
 *
 * A function that fails returns a negative number, one of enum edge_error; edge_message() then says why in words.
 * Without the grant, in the browser and with `wardian run`, that is EDGE_NOT_GRANTED. A program that does not call
 * these functions does not import them.
 *
 *   int64_t visits;
 *   if (edge_kv_add("visits", 1, &visits) < 0)
 *     printf("%s\n", edge_message());
 *
 *   edge_response answer = edge_fetch("http://api.example.org/plants", .method = "POST", .body = "fern");
 *   if (answer.status == 200)
 *     puts(answer.body);
 *   edge_free(&answer);
 */
#ifndef WARDIAN_EDGE_H
#define WARDIAN_EDGE_H

#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum edge_error {
  EDGE_NOT_GRANTED = -1,       /* the deployment was not granted this */
  EDGE_INVALID = -2,           /* an argument is wrong: an address, a key, a handle */
  EDGE_TOO_MANY = -3,          /* no more fetches in this request */
  EDGE_FORBIDDEN_ADDRESS = -4, /* the name leads to a network that is out of bounds */
  EDGE_UNREACHABLE = -5,       /* no connection, or the other side broke it off */
  EDGE_TIMED_OUT = -6,         /* no answer in time */
  EDGE_TOO_LARGE = -7,         /* more bytes than are allowed */
  EDGE_NOT_FOUND = -8,         /* no such key */
  EDGE_FULL = -9,              /* the deployment's storage is full */
};

/* The host's functions, as the guest ABI has them. Those below are nicer to call. */
#define EDGE_HOST(name) __attribute__((import_module("edge"), import_name(#name))) extern int edge_host_##name
EDGE_HOST(send)(const char *head, size_t head_size, const void *body, size_t body_size, int timeout_ms, int most);
EDGE_HOST(select)(const int *handles, int count, int timeout_ms);
EDGE_HOST(head)(int handle, char *buffer, size_t capacity);
EDGE_HOST(read)(int handle, void *buffer, size_t capacity);
EDGE_HOST(close)(int handle);
EDGE_HOST(kv_get)(const char *key, size_t key_size, void *buffer, size_t capacity);
EDGE_HOST(kv_set)(const char *key, size_t key_size, const void *value, size_t size);
EDGE_HOST(kv_append)(const char *key, size_t key_size, const void *value, size_t size);
EDGE_HOST(kv_add)(const char *key, size_t key_size, int64_t by, int64_t *result);
EDGE_HOST(kv_swap)
(const char *key, size_t key_size, const void *expected, size_t expected_size, const void *value, size_t size);
EDGE_HOST(kv_delete)(const char *key, size_t key_size);
EDGE_HOST(kv_keys)
(const char *prefix, size_t prefix_size, const char *after, size_t after_size, char *buffer, size_t capacity);
EDGE_HOST(message)(char *buffer, size_t capacity);
#undef EDGE_HOST

/* Why the last call failed, in words; good until the next call of this function. */
static inline const char *edge_message(void) {
  static char words[1024];
  int size = edge_host_message(words, sizeof words - 1);
  words[size > 0 && (size_t)size < sizeof words ? size : 0] = '\0';
  return words;
}

/* EDGE_NOT_GRANTED gives "NOT_GRANTED". */
static inline const char *edge_error_name(int error) {
  switch (error) {
  case EDGE_NOT_GRANTED: return "NOT_GRANTED";
  case EDGE_INVALID: return "INVALID";
  case EDGE_TOO_MANY: return "TOO_MANY";
  case EDGE_FORBIDDEN_ADDRESS: return "FORBIDDEN_ADDRESS";
  case EDGE_UNREACHABLE: return "UNREACHABLE";
  case EDGE_TIMED_OUT: return "TIMED_OUT";
  case EDGE_TOO_LARGE: return "TOO_LARGE";
  case EDGE_NOT_FOUND: return "NOT_FOUND";
  case EDGE_FULL: return "FULL";
  default: return "NO_ERROR";
  }
}

/* ---- fetch ---- */

/*
 * What to ask for. All but `url` may be left out. `method` is GET, or POST if there is a body. `headers` are lines, each
 * "Name: value\n". `body` ends at its NUL, unless `size` says how many bytes it has. A `timeout_ms` of 0, and a `most`
 * of 0 for the largest body to accept, leave it to the edge.
 */
typedef struct {
  const char *url;
  const char *method;
  const char *headers;
  const void *body;
  size_t size;
  int timeout_ms;
  int most;
} edge_request;

/* `status` is the answer's, or negative: an enum edge_error. `body` has `size` bytes and then a NUL. */
typedef struct {
  int status;
  char *headers;
  char *body;
  size_t size;
} edge_response;

/* Ask, wait, and read the whole answer. Give it to edge_free() in the end. */
#define edge_fetch(...) edge_fetch_request((edge_request){.url = __VA_ARGS__})

/* Like edge_fetch, but without waiting: gives a handle, or an error. Give it to edge_receive() or edge_close(). */
#define edge_send(...) edge_send_request((edge_request){.url = __VA_ARGS__})

static inline int edge_send_request(edge_request request) {
  size_t size = request.size;
  if (size == 0 && request.body != NULL)
    size = strlen((const char *)request.body);
  const char *method = request.method != NULL ? request.method : size > 0 ? "POST" : "GET";
  const char *headers = request.headers != NULL ? request.headers : "";
  size_t room = strlen(method) + strlen(request.url) + strlen(headers) + sizeof " \n";
  char *head = (char *)malloc(room);
  if (head == NULL)
    return EDGE_TOO_LARGE;
  snprintf(head, room, "%s %s\n%s", method, request.url, headers);
  int handle = edge_host_send(head, strlen(head), request.body, size, request.timeout_ms, request.most);
  free(head);
  return handle;
}

/*
 * Wait until one of the fetches has an answer or has failed: gives its index. A `timeout_ms` of 0 only looks; -1 waits
 * as long as the edge allows.
 */
static inline int edge_select(const int *handles, int count, int timeout_ms) {
  return edge_host_select(handles, count, timeout_ms);
}

/* Wait for the status line and headers: "200\nName: value\n…". Gives their size, and copies them and a NUL if they fit. */
static inline int edge_head(int handle, char *buffer, size_t capacity) {
  int size = edge_host_head(handle, buffer, capacity > 0 ? capacity - 1 : 0);
  if (capacity > 0)
    buffer[size > 0 && (size_t)size < capacity ? size : 0] = '\0';
  return size;
}

/* Wait for the next bytes of the body, at most `capacity`: gives how many, 0 at the end. */
static inline int edge_read(int handle, void *buffer, size_t capacity) {
  return edge_host_read(handle, buffer, capacity);
}

/* Give up an answer, whether it has come or not. */
static inline int edge_close(int handle) {
  return edge_host_close(handle);
}

/* The value of a header of an answer, NULL if it has none of that name. */
static inline const char *edge_header(const edge_response *response, const char *name) {
  size_t length = strlen(name);
  for (const char *line = response->headers; line != NULL && *line != '\0'; line += strlen(line) + 1)
    if (strncasecmp(line, name, length) == 0 && line[length] == ':')
      return line + length + 1 + strspn(line + length + 1, " ");
  return NULL;
}

static inline void edge_free(edge_response *response) {
  free(response->headers);
  free(response->body);
  *response = (edge_response){0};
}

static inline int edge_receive_head(int handle, edge_response *response) {
  int size = edge_host_head(handle, NULL, 0);
  if (size < 0)
    return size;
  char *head = (char *)calloc((size_t)size + 2, 1);
  if (head == NULL)
    return EDGE_TOO_LARGE;
  response->headers = head;
  size = edge_host_head(handle, head, (size_t)size);
  if (size < 0)
    return size;
  char *end;
  response->status = (int)strtol(head, &end, 10);
  end += *end == '\n';
  memmove(head, end, strlen(end) + 1);
  size_t kept = strlen(head);
  memset(head + kept, 0, (size_t)size + 2 - kept);
  for (char *at = head; at < head + kept; at++)
    if (*at == '\n')
      *at = '\0';
  return 0;
}

static inline int edge_receive_body(int handle, edge_response *response) {
  for (size_t capacity = 4096;; capacity *= 2) {
    char *body = (char *)realloc(response->body, capacity);
    if (body == NULL)
      return EDGE_TOO_LARGE;
    response->body = body;
    while (response->size < capacity - 1) {
      int count = edge_host_read(handle, body + response->size, capacity - 1 - response->size);
      if (count > 0)
        response->size += (size_t)count;
      body[response->size] = '\0';
      if (count <= 0)
        return count;
    }
  }
}

/* Wait for the whole answer of edge_send() and close its handle. */
static inline edge_response edge_receive(int handle) {
  edge_response response = {0};
  int error = handle < 0 ? handle : edge_receive_head(handle, &response);
  if (error == 0)
    error = edge_receive_body(handle, &response);
  if (error < 0) {
    edge_free(&response);
    response.status = error;
  }
  if (handle >= 0)
    edge_host_close(handle);
  return response;
}

static inline edge_response edge_fetch_request(edge_request request) {
  return edge_receive(edge_send_request(request));
}

/* ---- kv: bytes by name, which outlast the request; no other deployment sees them ---- */

/*
 * Gives the size of a value, and copies it and a NUL if they fit into `capacity`; otherwise the buffer holds an empty
 * string. EDGE_NOT_FOUND if there is no value.
 */
static inline int edge_kv_get(const char *key, char *buffer, size_t capacity) {
  int size = edge_host_kv_get(key, strlen(key), buffer, capacity > 0 ? capacity - 1 : 0);
  if (capacity > 0)
    buffer[size > 0 && (size_t)size < capacity ? size : 0] = '\0';
  return size;
}

static inline int edge_kv_set(const char *key, const void *value, size_t size) {
  return edge_host_kv_set(key, strlen(key), value, size);
}

/* Put bytes at the end of what is there, in one step; gives the new size. */
static inline int edge_kv_append(const char *key, const void *value, size_t size) {
  return edge_host_kv_append(key, strlen(key), value, size);
}

/* Add to a number, in one step. It is kept as decimal text; none counts as 0. `result` becomes what it is then. */
static inline int edge_kv_add(const char *key, int64_t by, int64_t *result) {
  return edge_host_kv_add(key, strlen(key), by, result);
}

/*
 * Set a value, in one step, only if it is still the expected one (NULL: if there is none). Gives 1 if it was set, 0 if
 * another value is there.
 */
static inline int edge_kv_swap(const char *key, const void *expected, size_t expected_size, const void *value, size_t size) {
  return edge_host_kv_swap(key, strlen(key), expected, expected != NULL ? expected_size : SIZE_MAX, value, size);
}

/* Gives 1 if there was a value, 0 if there was none. */
static inline int edge_kv_delete(const char *key) {
  return edge_host_kv_delete(key, strlen(key));
}

/*
 * The keys that start with `prefix`, in order, each with a NUL at its end; gives the size of all. Those come first that
 * follow `after`, which is "" at the beginning: one call need not give all, so ask again with the last key until it
 * gives 0. Nothing is copied if they do not fit.
 *
 *   for (char *key = keys; key < keys + size; key += strlen(key) + 1)
 */
static inline int edge_kv_keys(const char *prefix, const char *after, char *keys, size_t capacity) {
  return edge_host_kv_keys(prefix, strlen(prefix), after, strlen(after), keys, capacity);
}

#endif
