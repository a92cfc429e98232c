;; A library: there is nothing to start.
(module (memory (export "memory") 1))
