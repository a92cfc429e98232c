;; Asks for one page more than the edge gives.
(module
  (memory (export "memory") 1025)
  (func (export "_start")
))
