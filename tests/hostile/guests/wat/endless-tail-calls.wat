;; A loop without a loop: two functions that hand over to each other by tail calls.
(module
  (memory (export "memory") 1)
  (func $ping (return_call $pong))
  (func $pong (return_call $ping))
  (func (export "_start") (call $ping)))
