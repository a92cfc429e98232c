;; Fills its whole memory again and again: one instruction that lasts for milliseconds.
(module
  (memory (export "memory") 1000)
  (func (export "_start")
    (loop $again
      (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536000))
      (br $again))))
