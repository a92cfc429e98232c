// One run of a command, as run.c, wasi.c and hostcalls.py see it, and what is used of wasmtime's C API
// (https://docs.wasmtime.dev/c-api/): the wheel has no headers, and its library is loaded already.
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <stddef.h>
#include <time.h>

enum { FUNCTION = 0, MEMORY = 3 };
enum { MUCH_OUTPUT = 1, NO_MEMORY = 2 };

typedef void *handle;
struct instance { uint64_t store; size_t index; };
struct item { uint8_t kind; _Alignas(8) uint8_t of[32]; };
struct buffer { uint8_t *data; size_t size, room; };
struct strings { const char *data; size_t size; };

// hostcalls.py has the same fields in the same order: what all runs share, then what one is given and what came of it.
struct terms {
    handle engine, at_deadline;
    uint64_t memory, table, response;
};
struct run {
    const struct terms *terms;
    handle pre;
    uint64_t ticks;
    const uint8_t *input;
    size_t input_left;
    struct strings arguments, environment;
    int64_t start_ns, cpu_start_ns, slept_ns;
    struct buffer output, errors;
    handle error, trap;
    int64_t ready_ns;
    uint64_t memory_size, fuel_used, stopped;
    struct item memory;
};

#define FUNCTIONS(F) \
    F(handle, wasmtime_store_new, (handle, void *, handle)) \
    F(handle, wasmtime_store_context, (handle)) \
    F(void, wasmtime_store_delete, (handle)) \
    F(void, wasmtime_store_limiter, (handle, int64_t, int64_t, int64_t, int64_t, int64_t)) \
    F(void, wasmtime_store_epoch_deadline_callback, (handle, handle, handle, handle)) \
    F(void, wasmtime_context_set_epoch_deadline, (handle, uint64_t)) \
    F(handle, wasmtime_context_set_fuel, (handle, uint64_t)) \
    F(handle, wasmtime_context_get_fuel, (handle, uint64_t *)) \
    F(handle, wasi_config_new, (void)) \
    F(handle, wasmtime_context_set_wasi, (handle, handle)) \
    F(handle, wasmtime_instance_pre_instantiate, (handle, handle, struct instance *, handle *)) \
    F(bool, wasmtime_instance_export_get, (handle, struct instance *, const char *, size_t, struct item *)) \
    F(handle, wasmtime_func_call, (handle, handle, handle, size_t, handle, size_t, handle *)) \
    F(bool, wasmtime_caller_export_get, (handle, const char *, size_t, struct item *)) \
    F(handle, wasmtime_caller_context, (handle)) \
    F(void *, wasmtime_context_get_data, (handle)) \
    F(uint8_t *, wasmtime_memory_data, (handle, handle)) \
    F(size_t, wasmtime_memory_data_size, (handle, handle)) \
    F(handle, wasmtime_trap_new, (const char *, size_t))

#define DECLARE(type, name, parameters) extern type(*name) parameters;
FUNCTIONS(DECLARE)

int64_t now_ns(clockid_t clock);
