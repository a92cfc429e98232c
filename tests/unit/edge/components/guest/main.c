/* A component that does what the first part of the path says: /hello/…, /loop, /fetch/host:port … */
#include "proxy.h"

static char heap[2 << 20];
static size_t used;

EXPORT("cabi_realloc") void *cabi_realloc(void *old, size_t old_size, size_t align, size_t size) {
  used = (used + align - 1) & -align;
  if (used + size > sizeof heap) __builtin_trap();
  used += size;
  return heap + used - size;
}

void *memcpy(void *to, const void *from, size_t size) {
  for (size_t i = 0; i < size; i++) ((char *)to)[i] = ((const char *)from)[i];
  return to;
}

void *memset(void *to, int value, size_t size) {
  for (size_t i = 0; i < size; i++) ((volatile char *)to)[i] = value;
  return to;
}

static size_t length(const char *s) {
  size_t n = 0;
  while (s[n]) n++;
  return n;
}

static int is(text path, const char *word) {
  size_t n = length(word);
  if (path.size < n + 1) return 0;
  for (size_t i = 0; i < n; i++)
    if (path.at[i + 1] != word[i]) return 0;
  return path.size == n + 1 || path.at[n + 1] == '/' || path.at[n + 1] == '?';
}

static void put(own stream, const char *at, size_t size) {
  char result[16];
  while (size) {
    size_t part = size < 4096 ? size : 4096;
    stream_write(stream, at, part, result);
    at += part, size -= part;
  }
}

static void say(own stream, const char *words) { put(stream, words, length(words)); }

static void number(own stream, uint64_t value) {
  char digits[20];
  int n = 20;
  do digits[--n] = '0' + value % 10;
  while (value /= 10);
  put(stream, digits + n, 20 - n);
}

static own start(own out, const char *type, own *body) {
  made it;
  changed put_in;
  own headers = fields_new();
  if (type) fields_append(headers, "content-type", 12, type, length(type), &put_in);
  own response = response_new(headers);
  response_set_status(response, 200);
  response_body(response, &it);
  *body = it.value;
  respond(out, 0, response, 0, 0, 0, 0, 0, 0);
  body_write(*body, &it);
  return it.value;
}

static void finish(own stream, own body) {
  char result[64];
  stream_drop(stream);
  body_finish(body, 0, 0, result);
}

static void copy(own incoming, own stream) {
  made it;
  got part;
  body_stream(incoming, &it);
  for (;;) {
    stream_read(it.value, 1000, &part);
    if (part.failed) return;
    put(stream, part.data.at, part.data.size);
    used = 0;
  }
}

/* The areas for results are aligned to 8, for an error may carry a u64; a case is one byte, so they start as zeros. */
static void fetch(text to, own stream, int post) {
  struct { int64_t failed; own future; char rest[32]; } sent = {0};
  struct { int64_t some, taken, failed; union { own response; uint8_t code; } is; char rest[32]; } answer = {0};
  made it;
  char result[64];
  own request = outgoing_new(fields_new());
  outgoing_set_scheme(request, 1, 0, 0, 0);
  outgoing_set_authority(request, 1, to.at, to.size);
  outgoing_set_path(request, 1, "/there?a=b", 10);
  if (post) {
    outgoing_set_method(request, 2, 0, 0);
    outgoing_body(request, &it);
    own body = it.value;
    body_write(body, &it);
    own upload = it.value;
    outgoing_handle(request, 0, 0, &sent);
    say(upload, "posted");
    finish(upload, body);
  } else {
    outgoing_handle(request, 0, 0, &sent);
  }
  own ready = future_subscribe(sent.future);
  pollable_block(ready);
  future_get(sent.future, &answer);
  if (answer.failed) {
    say(stream, "error ");
    number(stream, answer.is.code);
    return;
  }
  number(stream, incoming_status(answer.is.response));
  say(stream, " ");
  incoming_consume(answer.is.response, &it);
  copy(it.value, stream);
}

static int deeper(volatile int n) {
  volatile char here[1024];
  here[n % 1024] = n;
  return deeper(n + 1) + here[0];
}

EXPORT("wasi:http/incoming-handler@0.2.12#handle") void handle(own request, own out) {
  maybe given;
  made it;
  own body;
  request_path(request, &given);
  text path = given.value;
  if (is(path, "nothing")) return;
  if (is(path, "loop")) for (;;) clock_now();
  if (is(path, "spin")) for (volatile int i = 0;; i++);
  if (is(path, "deep")) deeper(0);
  if (is(path, "crash")) __builtin_trap();
  if (is(path, "exit")) leave(1);
  if (is(path, "network")) network();
  if (is(path, "huge")) fields_append(fields_new(), "a", 1, heap, sizeof heap, (changed *)&it);
  if (is(path, "wide")) fields_append(fields_new(), "a", 1, heap, 65537, (changed *)&it);
  if (is(path, "hoard")) for (;;) fields_new();
  if (is(path, "churn")) for (own f;; fields_drop(f)) fields_append(f = fields_new(), "a", 1, "b", 60000, (changed *)&it);
  if (is(path, "memory")) for (;;) {
    int old = __builtin_wasm_memory_grow(0, 16);
    if (old < 0) __builtin_trap();
    memset((char *)(old * 65536), 1, 16 * 65536);
  }
  if (is(path, "forever")) pollable_block(clock_after(3600000000000));
  if (is(path, "empty-poll")) poll(0, 0, &it);
  if (is(path, "forged")) fields_drop(request), fields_get(request, "a", 1, (texts *)&it);
  if (is(path, "error")) {
    respond(out, 1, 38, 1, (intptr_t) "no coffee", 9, 0, 0, 0);
    return;
  }
  if (is(path, "twice")) {
    respond(out, 0, response_new(fields_new()), 0, 0, 0, 0, 0, 0);
    respond(out, 0, response_new(fields_new()), 0, 0, 0, 0, 0, 0);
  }
  if (is(path, "status")) {
    respond(out, 0, response_new(fields_new()), 0, 0, 0, 0, 0, 0);
    return;
  }
  own stream = start(out, is(path, "untyped") ? 0 : "text/plain", &body);
  if (is(path, "unfinished")) return;
  if (is(path, "flood")) for (;;) put(stream, heap, 4096);
  if (is(path, "hello")) {
    say(stream, "hello ");
    put(stream, path.at, path.size);
  }
  if (is(path, "untyped")) say(stream, "bytes");
  if (is(path, "echo")) {
    request_consume(request, &it);
    copy(it.value, stream);
  }
  if (is(path, "header")) {
    texts values;
    fields_get(request_headers(request), "X-Asked", 7, &values);
    for (size_t i = 0; i < values.size; i++) put(stream, values.at[i].at, values.at[i].size);
  }
  if (is(path, "environment")) {
    texts pairs;
    environment(&pairs);
    for (size_t i = 0; i < 2 * pairs.size; i++) {
      put(stream, pairs.at[i].at, pairs.at[i].size);
      say(stream, i % 2 ? ";" : "=");
    }
  }
  if (is(path, "log")) say(get_stderr(), "to the log\n");
  if (is(path, "sleep")) {
    int64_t before = clock_now();
    pollable_block(clock_after(500000000));
    number(stream, (clock_now() - before) / 1000000);
  }
  if (is(path, "random")) {
    text bytes;
    random_bytes(16, &bytes);
    number(stream, *(uint64_t *)bytes.at);
  }
  if (is(path, "headers")) {
    changed one, two, three;
    own made_here = fields_new();
    fields_append(made_here, "x-a", 3, "b\r\nset-cookie: c", 16, &one);
    fields_append(made_here, "transfer-encoding", 17, "chunked", 7, &two);
    own asked = request_headers(request);
    fields_append(asked, "x-a", 3, "b", 1, &three);
    number(stream, one.failed * 100 + one.code * 10);
    say(stream, " ");
    number(stream, two.failed * 100 + two.code * 10);
    say(stream, " ");
    number(stream, three.failed * 100 + three.code * 10);
  }
  if (is(path, "fetch")) fetch((text){path.at + 7, path.size - 7}, stream, 0);
  if (is(path, "post")) fetch((text){path.at + 6, path.size - 6}, stream, 1);
  finish(stream, body);
}
