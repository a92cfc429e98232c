/* The answer of the C handler as a component for `wasmtime serve`. BODY is what the handler wrote (answer.h). */
#include "answer.h"
#include "proxy.h"

static char heap[1 << 16];
static size_t used;

EXPORT("cabi_realloc") void *cabi_realloc(void *old, size_t old_size, size_t align, size_t size)
{
    used = (used + align - 1) & -align;
    if (used + size > sizeof heap) {
        __builtin_trap();
    }
    used += size;
    return heap + used - size;
}

static const char TYPE[] = "text/html; charset=utf-8";

EXPORT("wasi:http/incoming-handler@0.2.12#handle") void handle(own request, own out)
{
    made it;
    changed put_in;
    char result[64];
    own headers = fields_new();
    fields_append(headers, "content-type", 12, TYPE, sizeof TYPE - 1, &put_in);
    own response = response_new(headers);
    response_set_status(response, 200);
    response_body(response, &it);
    own body = it.value;
    respond(out, 0, response, 0, 0, 0, 0, 0, 0);
    body_write(body, &it);
    stream_write(it.value, BODY, sizeof BODY, result);
    stream_drop(it.value);
    body_finish(body, 0, 0, result);
}
