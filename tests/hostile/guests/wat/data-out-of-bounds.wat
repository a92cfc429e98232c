;; A data segment beyond the end of its memory, laid out while the instance is made.
(module
  (memory (export "memory") 1)
  (data (i32.const 65530) "beyond the end")
  (func (export "_start")
))
