;; Calls itself without end.
(module
  (memory (export "memory") 1)
  (func $deep (call $deep) (drop (i32.const 1)))
  (func (export "_start")
    (call $deep)))
