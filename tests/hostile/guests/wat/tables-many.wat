;; Three tables, each of which is within the limit of one.
(module
  (memory (export "memory") 1)
  (table 9000 funcref)
  (table 9000 funcref)
  (table 9000 funcref)
  (func (export "_start")
))
