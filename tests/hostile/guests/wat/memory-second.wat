;; A second memory, which a limit on the first does not count.
(module
  (memory (export "memory") 1)
  (memory $second 1000)
  (func (export "_start")
))
