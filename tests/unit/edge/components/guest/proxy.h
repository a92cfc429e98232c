/* The parts of WASI that main.c uses, as the canonical ABI hands them to a module:
   https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md */
#include <stddef.h>
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(name)))
#define IMPORT(interface, name) __attribute__((import_module("wasi:" interface "@0.2.12"), import_name(name)))
#define HTTP(name) IMPORT("http/types", name)
#define STREAMS(name) IMPORT("io/streams", name)

typedef int32_t own;
typedef struct { const char *at; size_t size; } text;
typedef struct { uint8_t failed; own value; } made;
typedef struct { uint8_t failed; uint8_t code; } changed;
typedef struct { uint8_t failed; text data; } got;
typedef struct { uint8_t some; text value; } maybe;
typedef struct { const text *at; size_t size; } texts;

HTTP("[constructor]fields") own fields_new(void);
HTTP("[method]fields.append") void fields_append(own, const char *, size_t, const char *, size_t, changed *);
HTTP("[method]fields.get") void fields_get(own, const char *, size_t, texts *);
HTTP("[resource-drop]fields") void fields_drop(own);
HTTP("[method]incoming-request.path-with-query") void request_path(own, maybe *);
HTTP("[method]incoming-request.headers") own request_headers(own);
HTTP("[method]incoming-request.consume") void request_consume(own, made *);
HTTP("[method]incoming-body.stream") void body_stream(own, made *);
HTTP("[constructor]outgoing-response") own response_new(own);
HTTP("[method]outgoing-response.set-status-code") int32_t response_set_status(own, int32_t);
HTTP("[method]outgoing-response.body") void response_body(own, made *);
HTTP("[static]response-outparam.set")
void respond(own, int32_t failed, int32_t response_or_code, int32_t, int64_t, int32_t, int32_t, int32_t, int32_t);
HTTP("[method]outgoing-body.write") void body_write(own, made *);
HTTP("[static]outgoing-body.finish") void body_finish(own, int32_t, own, void *);
HTTP("[constructor]outgoing-request") own outgoing_new(own);
HTTP("[method]outgoing-request.set-authority") int32_t outgoing_set_authority(own, int32_t, const char *, size_t);
HTTP("[method]outgoing-request.set-path-with-query") int32_t outgoing_set_path(own, int32_t, const char *, size_t);
HTTP("[method]outgoing-request.set-scheme") int32_t outgoing_set_scheme(own, int32_t, int32_t, const char *, size_t);
HTTP("[method]outgoing-request.set-method") int32_t outgoing_set_method(own, int32_t, const char *, size_t);
HTTP("[method]outgoing-request.body") void outgoing_body(own, made *);
HTTP("[method]future-incoming-response.subscribe") own future_subscribe(own);
HTTP("[method]future-incoming-response.get") void future_get(own, void *);
HTTP("[method]incoming-response.status") int32_t incoming_status(own);
HTTP("[method]incoming-response.consume") void incoming_consume(own, made *);
IMPORT("http/outgoing-handler", "handle") void outgoing_handle(own, int32_t, own, void *);

STREAMS("[method]input-stream.blocking-read") void stream_read(own, int64_t, got *);
STREAMS("[method]output-stream.blocking-write-and-flush") void stream_write(own, const char *, size_t, void *);
STREAMS("[resource-drop]output-stream") void stream_drop(own);

IMPORT("io/poll", "[method]pollable.block") void pollable_block(own);
IMPORT("io/poll", "poll") void poll(const own *, size_t, void *);
IMPORT("clocks/monotonic-clock", "now") int64_t clock_now(void);
IMPORT("clocks/monotonic-clock", "subscribe-duration") own clock_after(int64_t);
IMPORT("cli/environment", "get-environment") void environment(void *);
IMPORT("cli/exit", "exit") void leave(int32_t);
IMPORT("cli/stderr", "get-stderr") own get_stderr(void);
IMPORT("random/random", "get-random-bytes") void random_bytes(int64_t, text *);
IMPORT("sockets/instance-network", "instance-network") own network(void);
