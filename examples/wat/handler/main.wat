;; Answers a web request with what the program is told of it: its environment variables (CGI/1.1, RFC 3875).
;; Each request starts this module anew; what it prints is the response: headers, an empty line and a body.
(module
  (import "wasi_snapshot_preview1" "environ_sizes_get"
    (func $environ_sizes_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "environ_get"
    (func $environ_get (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))

  ;; 16 pages of 64 KiB: more than the headers of a request may take.
  (memory (export "memory") 16)

  ;; Memory, by address:
  ;;    0   how many variables there are
  ;;    4   how many bytes they take
  ;;    8   two (address, length) pairs for fd_write: the head and the body
  ;;   24   where fd_write stores how many bytes it wrote
  ;;   32   the head, 41 bytes
  ;;  128   the variables' addresses, which we do not need, and then the variables
  (data (i32.const 32) "Content-Type: text/plain; charset=utf-8\n\n")
  (global $list i32 (i32.const 128))

  (func (export "_start")
    (local $text i32)
    (local $at i32)
    (local $end i32)

    (drop (call $environ_sizes_get (i32.const 0) (i32.const 4)))
    (local.set $text (i32.add (global.get $list) (i32.mul (i32.load (i32.const 0)) (i32.const 4))))
    (local.set $end (i32.add (local.get $text) (i32.load (i32.const 4))))
    (drop (call $environ_get (global.get $list) (local.get $text)))

    ;; Each is NAME=value and a zero byte: with newlines in their place they are lines.
    (local.set $at (local.get $text))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $at) (local.get $end)))
        (if (i32.eqz (i32.load8_u (local.get $at)))
          (then (i32.store8 (local.get $at) (i32.const 10)))) ;; 10 is "\n" in ASCII
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br $next)))

    (i32.store (i32.const 8) (i32.const 32))
    (i32.store (i32.const 12) (i32.const 41))
    (i32.store (i32.const 16) (local.get $text))
    (i32.store (i32.const 20) (i32.load (i32.const 4)))
    (drop (call $fd_write (i32.const 1) (i32.const 8) (i32.const 2) (i32.const 24)))))
