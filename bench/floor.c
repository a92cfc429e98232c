// The least that one request can cost with libwasmtime: what the edge does for a run of a program, in C.
// Usage: floor MODULE.cwasm MEMORY SLOTS RUNS; prints the median in microseconds and the output of the last run.
// Declares by hand what it uses of wasmtime's C API (https://docs.wasmtime.dev/c-api/), as the wheel has no headers.
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef void *handle;
struct instance { uint64_t store; size_t index; };
struct item { uint8_t kind; _Alignas(8) uint8_t of[32]; };
struct values { size_t size; handle *data; };

handle wasm_config_new(void), wasm_engine_new_with_config(handle), wasm_functype_new(struct values *, struct values *);
handle wasm_valtype_new(uint8_t);
void wasm_valtype_vec_new(struct values *, size_t, handle *);
void wasmtime_config_epoch_interruption_set(handle, bool), wasmtime_config_consume_fuel_set(handle, bool);
void wasmtime_config_max_wasm_stack_set(handle, size_t), wasmtime_pooling_allocation_strategy_set(handle, handle);
void wasmtime_config_wasm_threads_set(handle, bool), wasmtime_config_wasm_gc_set(handle, bool);
void wasmtime_config_wasm_function_references_set(handle, bool), wasmtime_config_wasm_memory64_set(handle, bool);
void wasmtime_config_wasm_multi_memory_set(handle, bool), wasmtime_config_wasm_exceptions_set(handle, bool);
void wasmtime_config_wasm_stack_switching_set(handle, bool);
#define POOL(name) wasmtime_pooling_allocation_config_##name##_set
handle wasmtime_pooling_allocation_config_new(void);
void POOL(total_core_instances)(handle, uint32_t), POOL(total_memories)(handle, uint32_t);
void POOL(total_tables)(handle, uint32_t), POOL(table_elements)(handle, size_t), POOL(max_memory_size)(handle, size_t);
void POOL(linear_memory_keep_resident)(handle, size_t), POOL(table_keep_resident)(handle, size_t);
handle wasmtime_module_deserialize_file(handle, const char *, handle *), wasmtime_linker_new(handle);
handle wasmtime_linker_define_wasi(handle), wasmtime_linker_instantiate_pre(handle, handle, handle *);
typedef handle callback(handle, handle, uint64_t *, size_t);
handle wasmtime_linker_define_func_unchecked(
    handle, const char *, size_t, const char *, size_t, handle, callback *, handle, handle);
void wasmtime_linker_allow_shadowing(handle, bool);
handle wasmtime_store_new(handle, handle, handle), wasmtime_store_context(handle), wasi_config_new(void);
void wasmtime_store_limiter(handle, int64_t, int64_t, int64_t, int64_t, int64_t), wasmtime_store_delete(handle);
typedef handle at_deadline(handle, handle, uint64_t *, uint8_t *);
void wasmtime_store_epoch_deadline_callback(handle, at_deadline *, handle, handle);
void wasmtime_context_set_epoch_deadline(handle, uint64_t);
handle wasmtime_context_set_fuel(handle, uint64_t), wasmtime_context_get_fuel(handle, uint64_t *);
handle wasmtime_context_set_wasi(handle, handle);
bool wasi_config_set_env(handle, size_t, const char **, const char **);
bool wasi_config_set_argv(handle, size_t, const char **);
handle wasmtime_instance_pre_instantiate(handle, handle, struct instance *, handle *);
bool wasmtime_instance_export_get(handle, struct instance *, const char *, size_t, struct item *);
handle wasmtime_func_call(handle, handle, handle, size_t, handle, size_t, handle *);
bool wasmtime_error_exit_status(handle, int *);
void wasmtime_error_delete(handle);
bool wasmtime_caller_export_get(handle, const char *, size_t, struct item *);
handle wasmtime_caller_context(handle);
uint8_t *wasmtime_memory_data(handle, handle);
size_t wasmtime_memory_data_size(handle, handle);

static const uint64_t FUEL = UINT64_C(1) << 62;
static char output[1 << 16];
static size_t written;

static void expect(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "floor: %s failed\n", what);
        exit(1);
    }
}

static handle fd_write(handle data, handle caller, uint64_t *values, size_t count)
{
    struct item memory;
    expect(wasmtime_caller_export_get(caller, "memory", 6, &memory), "memory");
    handle context = wasmtime_caller_context(caller);
    uint8_t *base = wasmtime_memory_data(context, memory.of);
    size_t size = wasmtime_memory_data_size(context, memory.of);
    uint32_t vectors = (uint32_t)values[2], number = (uint32_t)values[4], result = (uint32_t)values[6], total = 0;
    expect(vectors + UINT64_C(8) * number <= size && result + UINT64_C(4) <= size, "fd_write");
    for (uint32_t i = 0; i < number; i++) {
        uint32_t vector[2];
        memcpy(vector, base + vectors + UINT64_C(8) * i, sizeof vector);
        expect(vector[0] + (uint64_t)vector[1] <= size && written + vector[1] <= sizeof output, "fd_write");
        memcpy(output + written, base + vector[0], vector[1]);
        written += vector[1];
        total += vector[1];
    }
    memcpy(base + result, &total, sizeof total);
    values[0] = 0;
    return NULL;
}

static handle go_on(handle context, handle data, uint64_t *ticks, uint8_t *kind)
{
    *ticks = 10;
    *kind = 0;
    return NULL;
}

static handle make_engine(size_t memory, uint32_t slots)
{
    setenv("WASMTIME_BACKTRACE_DETAILS", "1", true);
    handle config = wasm_config_new(), pool = wasmtime_pooling_allocation_config_new();
    wasmtime_config_epoch_interruption_set(config, true);
    wasmtime_config_consume_fuel_set(config, true);
    wasmtime_config_max_wasm_stack_set(config, 512 * 1024);
    wasmtime_config_wasm_threads_set(config, false);
    wasmtime_config_wasm_gc_set(config, false);
    wasmtime_config_wasm_function_references_set(config, false);
    wasmtime_config_wasm_memory64_set(config, false);
    wasmtime_config_wasm_multi_memory_set(config, false);
    wasmtime_config_wasm_exceptions_set(config, false);
    wasmtime_config_wasm_stack_switching_set(config, false);
    POOL(total_core_instances)(pool, slots);
    POOL(total_memories)(pool, slots);
    POOL(total_tables)(pool, slots);
    POOL(max_memory_size)(pool, memory);
    POOL(table_elements)(pool, 10000);
    POOL(linear_memory_keep_resident)(pool, 128 * 1024);
    POOL(table_keep_resident)(pool, 64 * 1024);
    wasmtime_pooling_allocation_strategy_set(config, pool);
    return wasm_engine_new_with_config(config);
}

static handle link_module(handle engine, const char *path)
{
    handle module, pre, linker = wasmtime_linker_new(engine), i32[5];
    struct values parameters, results;
    for (int i = 0; i < 5; i++) {
        i32[i] = wasm_valtype_new(0);
    }
    wasm_valtype_vec_new(&parameters, 4, i32);
    wasm_valtype_vec_new(&results, 1, i32 + 4);
    expect(!wasmtime_linker_define_wasi(linker), "define_wasi");
    wasmtime_linker_allow_shadowing(linker, true);
    expect(!wasmtime_linker_define_func_unchecked(linker, "wasi_snapshot_preview1", 22, "fd_write", 8,
        wasm_functype_new(&parameters, &results), fd_write, NULL, NULL), "define");
    expect(!wasmtime_module_deserialize_file(engine, path, &module), "deserialize_file");
    expect(!wasmtime_linker_instantiate_pre(linker, module, &pre), "instantiate_pre");
    return pre;
}

static void request(handle engine, handle pre, size_t memory)
{
    static const char *argv[] = {"program"};
    static const char *names[] = {"GATEWAY_INTERFACE", "HTTP_ACCEPT", "HTTP_HOST", "HTTP_USER_AGENT", "PATH_INFO",
        "QUERY_STRING", "REQUEST_METHOD", "SERVER_PROTOCOL"};
    static const char *texts[] = {"CGI/1.1", "*/*", "fern.localhost:8081", "bench", "/", "name=Ada", "GET", "HTTP/1.1"};
    written = 0;
    handle store = wasmtime_store_new(engine, NULL, NULL), context = wasmtime_store_context(store), trap = NULL;
    wasmtime_store_limiter(store, (int64_t)memory, 10000, 1, 1, 1);
    wasmtime_store_epoch_deadline_callback(store, go_on, NULL, NULL);
    wasmtime_context_set_epoch_deadline(context, 10);
    expect(!wasmtime_context_set_fuel(context, FUEL), "set_fuel");
    handle wasi = wasi_config_new();
    expect(wasi_config_set_env(wasi, 8, names, texts) && wasi_config_set_argv(wasi, 1, argv), "env");
    wasmtime_context_set_wasi(context, wasi);
    struct instance instance;
    struct item start;
    expect(!wasmtime_instance_pre_instantiate(pre, context, &instance, &trap) && !trap, "instantiate");
    expect(wasmtime_instance_export_get(context, &instance, "_start", 6, &start), "_start");
    handle error = wasmtime_func_call(context, start.of, NULL, 0, NULL, 0, &trap);
    int code = 0;
    if (error) {
        expect(wasmtime_error_exit_status(error, &code) && code == 0, "exit code");
        wasmtime_error_delete(error);
    }
    uint64_t left;
    expect(!trap && !wasmtime_context_get_fuel(context, &left) && left < FUEL, "run");
    wasmtime_store_delete(store);
}

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
    int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;
    return (one > other) - (one < other);
}

int main(int argc, char **argv)
{
    expect(argc == 5, "reading the arguments");
    size_t memory = strtoull(argv[2], NULL, 10);
    int runs = atoi(argv[4]);
    handle engine = make_engine(memory, (uint32_t)atoi(argv[3])), pre = link_module(engine, argv[1]);
    int64_t *times = malloc((size_t)runs * sizeof *times);
    for (int i = -runs / 10; i < runs; i++) {
        int64_t start = now();
        request(engine, pre, memory);
        if (i >= 0) {
            times[i] = now() - start;
        }
    }
    qsort(times, (size_t)runs, sizeof *times, by_size);
    printf("%.2f\n", (double)times[runs / 2] / 1000);
    fwrite(output, 1, written, stdout);
}
