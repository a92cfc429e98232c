// The functions of WASI that a program calls often: what wasi.py does without this library. Numbers and layouts are
// those of wasi_snapshot_preview1 (WebAssembly/WASI, legacy/preview1/docs.md).
// Whatever a guest passes may be wrong: no address is used before `inside` has said that its bytes are the guest's.
#include "run.h"

#include <stdlib.h>
#include <string.h>

enum { OK = 0, BADF = 8, FAULT = 21, INVAL = 28 };
enum { MOST_VECTORS = 1024, MOST_BYTES = 1 << 20, STDERR_KEPT = 64 << 10 };

struct vector { uint32_t at, size; };

// What one call may see of its guest.
struct view { struct run *run; uint8_t *base; uint64_t size; };

static bool reserve(struct buffer *buffer, size_t room)
{
    if (room <= buffer->room) {
        return true;
    }
    size_t larger = room < 512 ? 512 : 2 * room;
    uint8_t *data = realloc(buffer->data, larger);
    if (data) {
        *buffer = (struct buffer){data, buffer->size, larger};
    }
    return data != NULL;
}

static void append(struct buffer *buffer, const uint8_t *data, size_t size)
{
    memcpy(buffer->data + buffer->size, data, size);
    buffer->size += size;
}

// Keeps the last STDERR_KEPT bytes at least, and twice as many at most.
static void append_to_tail(struct buffer *tail, const uint8_t *data, size_t size)
{
    if (size > STDERR_KEPT) {
        data += size - STDERR_KEPT;
        size = STDERR_KEPT;
    }
    if (tail->size + size > 2 * STDERR_KEPT) {
        memmove(tail->data, tail->data + tail->size - STDERR_KEPT, STDERR_KEPT);
        tail->size = STDERR_KEPT;
    }
    append(tail, data, size);
}

static size_t least(size_t one, size_t other) { return one < other ? one : other; }

static bool look(handle caller, struct view *view)
{
    handle context = wasmtime_caller_context(caller);
    struct run *run = view->run = wasmtime_context_get_data(context);
    if (run->memory.kind != MEMORY) {
        if (!wasmtime_caller_export_get(caller, "memory", 6, &run->memory) || run->memory.kind != MEMORY) {
            return false;
        }
    }
    view->base = wasmtime_memory_data(context, run->memory.of);
    view->size = wasmtime_memory_data_size(context, run->memory.of);
    return true;
}

static bool inside(const struct view *view, uint32_t at, uint64_t size) { return at + size <= view->size; }

static bool put(const struct view *view, uint32_t at, const void *data, size_t size)
{
    if (!inside(view, at, size)) {
        return false;
    }
    memcpy(view->base + at, data, size);
    return true;
}

static bool put_u32(const struct view *view, uint32_t at, size_t number)
{
    uint32_t little = (uint32_t)number;
    return put(view, at, &little, sizeof little);
}

static struct vector vector(const struct view *view, uint32_t vectors, uint32_t index)
{
    struct vector vector;
    memcpy(&vector, view->base + vectors + index * sizeof vector, sizeof vector);
    return vector;
}

static handle answer(uint64_t *values, int number)
{
    values[0] = (uint64_t)number;
    return NULL;
}

static handle stop(struct run *run, int reason)
{
    run->stopped = (uint64_t)reason;
    return wasmtime_trap_new("stopped by a limit", 18);
}

// Parameters and results take 16 bytes each. The first one is also the result.
#define HOSTCALL(name) \
    static int name##_answer(const struct view *, const uint64_t *); \
    handle name(handle data, handle caller, uint64_t *values, size_t count) \
    { \
        struct view view; \
        (void)data, (void)count; \
        return answer(values, look(caller, &view) ? name##_answer(&view, values) : FAULT); \
    } \
    static int name##_answer(const struct view *view, const uint64_t *values)
#define ARGUMENT(index) ((uint32_t)values[2 * (index)])

// Nothing is taken when a buffer lies outside of the memory; what fits is taken when it is too much.
handle fd_write(handle data, handle caller, uint64_t *values, size_t count)
{
    struct view view;
    uint32_t fd = ARGUMENT(0), vectors = ARGUMENT(1), number = ARGUMENT(2), total = 0;
    (void)data, (void)count;
    if (!look(caller, &view)) {
        return answer(values, FAULT);
    }
    if (fd != 1 && fd != 2) {
        return answer(values, BADF);
    }
    if (number > MOST_VECTORS) {
        return answer(values, INVAL);
    }
    if (!inside(&view, vectors, number * sizeof(struct vector))) {
        return answer(values, FAULT);
    }
    for (uint32_t i = 0; i < number; i++) {
        struct vector part = vector(&view, vectors, i);
        size_t size = least(part.size, MOST_BYTES - total);
        if (!inside(&view, part.at, size)) {
            return answer(values, FAULT);
        }
        total += (uint32_t)size;
    }
    struct run *run = view.run;
    struct buffer *buffer = fd == 1 ? &run->output : &run->errors;
    size_t taken = fd == 1 ? least(total, run->terms->response - buffer->size) : total;
    if (!reserve(buffer, fd == 1 ? buffer->size + taken : least(buffer->size + taken, 2 * STDERR_KEPT))) {
        return stop(run, NO_MEMORY);
    }
    for (uint32_t i = 0, left = (uint32_t)taken; left > 0; i++) {
        struct vector part = vector(&view, vectors, i);
        size_t size = least(part.size, left);
        (fd == 1 ? append : append_to_tail)(buffer, view.base + part.at, size);
        left -= (uint32_t)size;
    }
    if (taken < total) {
        return stop(run, MUCH_OUTPUT);
    }
    return answer(values, put_u32(&view, ARGUMENT(3), taken) ? OK : FAULT);
}

// Fills the first buffer that has room.
HOSTCALL(fd_read)
{
    struct run *run = view->run;
    uint32_t vectors = ARGUMENT(1), number = ARGUMENT(2);
    struct vector first = {0, 0};
    if (ARGUMENT(0) != 0) {
        return BADF;
    }
    if (number > MOST_VECTORS) {
        return INVAL;
    }
    if (!inside(view, vectors, number * sizeof(struct vector))) {
        return FAULT;
    }
    for (uint32_t i = 0; i < number && first.size == 0; i++) {
        first = vector(view, vectors, i);
    }
    size_t size = least(least(first.size, MOST_BYTES), run->input_left);
    if (!put(view, size ? first.at : 0, run->input, size)) {
        return FAULT;
    }
    run->input += size;
    run->input_left -= size;
    return put_u32(view, ARGUMENT(3), size) ? OK : FAULT;
}

HOSTCALL(clock_time_get)
{
    const struct run *run = view->run;
    int64_t now;
    switch (ARGUMENT(0)) {
    case 0: now = now_ns(CLOCK_REALTIME) + run->slept_ns; break;
    case 1: now = now_ns(CLOCK_MONOTONIC) - run->start_ns + run->slept_ns; break;
    case 2: case 3: now = now_ns(CLOCK_THREAD_CPUTIME_ID) - run->cpu_start_ns; break;
    default: return INVAL;
    }
    return put(view, ARGUMENT(2), &now, sizeof now) ? OK : FAULT;
}

// Each string ends with NUL.
static int put_sizes(const struct view *view, const struct strings *strings, uint32_t count_at, uint32_t size_at)
{
    size_t count = 0;
    for (size_t i = 0; i < strings->size; i++) {
        count += strings->data[i] == 0;
    }
    return put_u32(view, count_at, count) && put_u32(view, size_at, strings->size) ? OK : FAULT;
}

static int put_strings(const struct view *view, const struct strings *strings, uint32_t pointers_at, uint32_t at)
{
    if (!put(view, at, strings->data, strings->size)) {
        return FAULT;
    }
    for (size_t i = 0; i < strings->size; i += strlen(strings->data + i) + 1, pointers_at += 4) {
        if (!put_u32(view, pointers_at, at + i)) {
            return FAULT;
        }
    }
    return OK;
}

HOSTCALL(args_sizes_get) { return put_sizes(view, &view->run->arguments, ARGUMENT(0), ARGUMENT(1)); }
HOSTCALL(args_get) { return put_strings(view, &view->run->arguments, ARGUMENT(0), ARGUMENT(1)); }
HOSTCALL(environ_sizes_get) { return put_sizes(view, &view->run->environment, ARGUMENT(0), ARGUMENT(1)); }
HOSTCALL(environ_get) { return put_strings(view, &view->run->environment, ARGUMENT(0), ARGUMENT(1)); }
