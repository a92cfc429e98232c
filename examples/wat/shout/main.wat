;; Answers each line in capital letters, until the input ends.
(module
  ;; Both take a file (0 is standard input, 1 standard output), a list of (address, length) pairs, how many pairs it has,
  ;; and an address at which the host stores how many bytes it moved. Both result in an error number; 0 is none.
  (import "wasi_snapshot_preview1" "fd_read"
    (func $fd_read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))

  (memory (export "memory") 1)

  ;; Memory, by address:
  ;;    0   the (address, length) pair
  ;;    8   how many bytes were read or written
  ;;   16   the question, 42 bytes
  ;;   64   the text, up to 4096 bytes at a time
  (data (i32.const 16) "Type something; I will say it in capitals\n")
  (global $text i32 (i32.const 64))

  (func (export "_start")
    (call $write (i32.const 16) (i32.const 42))
    (loop $again
      (i32.store (i32.const 0) (global.get $text))
      (i32.store (i32.const 4) (i32.const 4096))
      (if (call $fd_read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8))
        (then (return)))

      ;; No bytes and no error: the input has ended.
      (if (i32.eqz (i32.load (i32.const 8)))
        (then (return)))

      (call $raise (i32.load (i32.const 8)))
      (call $write (global.get $text) (i32.load (i32.const 8)))
      (br $again)))

  ;; Turn the small letters among the first bytes of the text into capitals.
  (func $raise (param $length i32)
    (local $at i32)
    (local $byte i32)
    (local.set $at (global.get $text))
    (loop $next
      (local.set $byte (i32.load8_u (local.get $at)))

      ;; "a" to "z" are 97 to 122 in ASCII. What is less than "a" becomes a huge number without a sign.
      (if (i32.lt_u (i32.sub (local.get $byte) (i32.const 97)) (i32.const 26))
        (then (i32.store8 (local.get $at) (i32.sub (local.get $byte) (i32.const 32)))))

      (local.set $at (i32.add (local.get $at) (i32.const 1)))
      (br_if $next
        (i32.lt_u (local.get $at) (i32.add (global.get $text) (local.get $length))))))

  (func $write (param $address i32) (param $length i32)
    (i32.store (i32.const 0) (local.get $address))
    (i32.store (i32.const 4) (local.get $length))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))
