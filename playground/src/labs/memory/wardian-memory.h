#pragma once
#include <stddef.h>

/* What the page hears from a program that it steps through. Each function keeps its variables in its own stack frame, and
   nothing but the memory itself stops an access. */

__attribute__((import_module("wardian"), import_name("step"))) void wardian_step(int id, const void *stack);
__attribute__((import_module("wardian"), import_name("see")))
void wardian_see(int id, const volatile void *at, size_t size);

#define WARDIAN_STEP(id) wardian_step(id, __builtin_frame_address(0))
#define WARDIAN_SEE(id, name) wardian_see(id, &name, sizeof name)
#define WARDIAN_END _Pragma("clang attribute pop") __attribute__((export_name("wardian_globals")))

#pragma clang diagnostic ignored "-Wsizeof-array-argument"
#pragma clang diagnostic ignored "-Wunused-variable"
#pragma clang diagnostic ignored "-Wunused-but-set-variable"
#pragma clang attribute push(__attribute__((no_sanitize("undefined"), optnone, noinline)), apply_to = function)
