;; Spends most of the CPU time in the start section, hoping that _start has a limit of its own.
(module
  (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
  (memory (export "memory") 1)
  (start $most)
  (func $most
    (loop $again
      (drop (call $clock (i32.const 2) (i64.const 0) (i32.const 0)))
      (br_if $again (i64.lt_u (i64.load (i32.const 0)) (i64.const 150000000)))))
  (func (export "_start")
    (loop $again (br $again))))
