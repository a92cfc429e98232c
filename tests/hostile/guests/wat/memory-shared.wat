;; A memory shared between threads, which would outlive the request.
(module
  (memory (export "memory") 1 10 shared)
  (func (export "_start")
))
