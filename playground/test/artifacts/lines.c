/* zig clang --target=wasm32-wasip1 -O1 -g -gdwarf-4 -nostdlib -Wl,--no-entry -fdebug-compilation-dir=. lines.c -o lines-4.wasm
   and the same with -gdwarf-5 into lines-5.wasm, both without `.debug_` sections other than the line tables. */
__attribute__((export_name("read"), noinline)) int read(int *from, unsigned index) {
    int *element = from + index;
    return *element;
}

__attribute__((export_name("next"))) int next(int *from) {
    int found = read(from, 1);
    return found + 1;
}
