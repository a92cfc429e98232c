;; Writes 1,024 vectors at a time, each of which is its whole memory, and then as many as a count can say.
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 200)
  (func (export "_start") (local $at i32)
    (loop $next
      (i32.store offset=68 (local.get $at) (i32.const 13000000))
      (local.set $at (i32.add (local.get $at) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $at) (i32.const 8192))))
    (drop (call $fd_write (i32.const 1) (i32.const 64) (i32.const -1) (i32.const 8)))
    (drop (call $fd_write (i32.const 1) (i32.const 64) (i32.const 0x20000000) (i32.const 8)))
    (loop $again
      (drop (call $fd_write (i32.const 1) (i32.const 64) (i32.const 1024) (i32.const 8)))
      (br $again))))
