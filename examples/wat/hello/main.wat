;; A WASI program: the host calls _start and gives it functions to reach the outside world.
(module
  ;; fd_write(fd, iovs, iovs_len, nwritten) -> errno
  ;; The only thing this module can do beyond its own memory is what it imports here.
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))

  ;; One page, 64 KiB. The host finds it by this name to read the text from it.
  (memory (export "memory") 1)

  ;; 26 bytes of text at address 16. Change the text, and change the length below with it.
  (data (i32.const 16) "Hello from a sealed case!\n")

  (func (export "_start")
    ;; fd_write takes a list of (address, length) pairs; ours is one pair, at address 0.
    (i32.store (i32.const 0) (i32.const 16)) ;; where the text starts
    (i32.store (i32.const 4) (i32.const 26)) ;; how many bytes it has

    (call $fd_write
      (i32.const 1)  ;; 1 is standard output
      (i32.const 0)  ;; the list is at address 0
      (i32.const 1)  ;; and has one pair
      (i32.const 8)) ;; the host stores how many bytes it wrote here
    drop)) ;; the result is an error number; this program does not look at it
