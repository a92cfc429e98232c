;; Prints the Fibonacci numbers below 2^32, one a line.
;; WebAssembly has numbers and memory, but no strings: turning a number into text is up to us.
(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))

  (memory (export "memory") 1)

  ;; Memory, by address:
  ;;    0   the (address, length) pair for fd_write
  ;;    8   where fd_write stores how many bytes it wrote
  ;;   16   digits, written from the right: the last digit is at 30, the newline at 31
  (global $newline i32 (i32.const 31))

  (func (export "_start")
    ;; i64 numbers, since the sum of the last two i32 numbers would not fit in 32 bits.
    (local $a i64) ;; locals start at 0
    (local $b i64)
    (local $next i64)
    (local.set $b (i64.const 1))

    (loop $again
      (call $print (local.get $a))

      (local.set $next (i64.add (local.get $a) (local.get $b)))
      (local.set $a (local.get $b))
      (local.set $b (local.get $next))

      ;; A loop does not repeat by itself: a branch to its label starts it again.
      (br_if $again (i64.lt_u (local.get $a) (i64.const 0x1_0000_0000)))))

  ;; Write a number in decimal and a newline.
  (func $print (param $number i64)
    (local $at i32) ;; the address of the digit written last
    (local.set $at (global.get $newline))
    (i32.store8 (local.get $at) (i32.const 10)) ;; 10 is "\n" in ASCII

    (loop $digit
      ;; The remainder by ten is the last digit; "0" is 48 in ASCII and the other digits follow it.
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8
        (local.get $at)
        (i32.add (i32.const 48) (i32.wrap_i64 (i64.rem_u (local.get $number) (i64.const 10)))))

      (local.set $number (i64.div_u (local.get $number) (i64.const 10)))
      (br_if $digit (i64.ne (local.get $number) (i64.const 0))))

    (i32.store (i32.const 0) (local.get $at))
    (i32.store (i32.const 4)
      (i32.add (i32.sub (global.get $newline) (local.get $at)) (i32.const 1)))
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))
