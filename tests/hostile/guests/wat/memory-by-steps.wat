;; Grows its memory page by page, touching each, until it gets no more; then it goes on asking.
(module
  (memory (export "memory") 1)
  (func (export "_start")
    (loop $again
      (i32.store8 (i32.sub (i32.mul (memory.size) (i32.const 65536)) (i32.const 1)) (i32.const 1))
      (drop (memory.grow (i32.const 1)))
      (br $again))))
