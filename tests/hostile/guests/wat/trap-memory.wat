;; Reads beyond the end of its memory, where another instance could be.
(module
  (memory (export "memory") 1)
  (func (export "_start")
    (drop (i32.load offset=0xfffffff0 (i32.const 0x7fffffff)))))
