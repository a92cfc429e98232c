;; Exits in the start section, before anybody called it.
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)
  (start $leave)
  (func $leave (call $exit (i32.const 0)))
  (func (export "_start") unreachable))
