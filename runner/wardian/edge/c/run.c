// A command's run from its store's first moment to its last: what core.py does step by step without this library.
#include "run.h"

#include <dlfcn.h>
#include <stdlib.h>

static const uint64_t FUEL = UINT64_C(1) << 62;

#define DEFINE(type, name, parameters) type(*name) parameters;
FUNCTIONS(DEFINE)

// False when the library, a handle of dlopen's, lacks a function.
bool find_functions(void *library)
{
#define FIND(type, name, parameters) && (*(void **)&name = dlsym(library, #name))
    return true FUNCTIONS(FIND);
}

int64_t now_ns(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static handle start(handle context, struct run *run)
{
    struct instance instance;
    struct item item;
    handle error = wasmtime_instance_pre_instantiate(run->pre, context, &instance, &run->trap);
    run->ready_ns = now_ns(CLOCK_MONOTONIC);
    if (error || run->trap) {
        return error;
    }
    if (!wasmtime_instance_export_get(context, &instance, "_start", 6, &item) || item.kind != FUNCTION) {
        run->trap = wasmtime_trap_new("the program has no _start", 25);
        return NULL;
    }
    error = wasmtime_func_call(context, item.of, NULL, 0, NULL, 0, &run->trap);
    struct item *memory = &run->memory;
    if (memory->kind == MEMORY ||
        (wasmtime_instance_export_get(context, &instance, "memory", 6, memory) && memory->kind == MEMORY)) {
        run->memory_size = wasmtime_memory_data_size(context, memory->of);
    }
    return error;
}

// Nothing of wasmtime's is left but `error` and `trap`, which the caller reads and frees. `release` frees the buffers.
void run_command(struct run *run)
{
    handle store = wasmtime_store_new(run->terms->engine, run, NULL), context = wasmtime_store_context(store);
    wasmtime_store_limiter(store, (int64_t)run->terms->memory, (int64_t)run->terms->table, 1, 1, 1);
    wasmtime_store_epoch_deadline_callback(store, run->terms->at_deadline, NULL, NULL);
    wasmtime_context_set_epoch_deadline(context, run->ticks);
    wasmtime_context_set_fuel(context, FUEL);
    wasmtime_context_set_wasi(context, wasi_config_new());
    run->error = start(context, run);
    uint64_t left = FUEL;
    wasmtime_context_get_fuel(context, &left);
    run->fuel_used = FUEL - left;
    wasmtime_store_delete(store);
}

void release(struct run *run)
{
    free(run->output.data);
    free(run->errors.data);
}
