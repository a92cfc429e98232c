/* Where the linker put the parts of the memory: its own symbols, in the order that layout.js reads them. */

extern unsigned char __stack_low, __stack_high, __global_base, __data_end, __heap_base;

__attribute__((export_name("wardian_layout"))) const void *wardian_layout(int which) {
    const void *places[] = {&__stack_low, &__stack_high, &__global_base, &__data_end, &__heap_base};
    return places[which];
}
