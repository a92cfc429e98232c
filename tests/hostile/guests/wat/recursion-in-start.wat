;; Calls itself without end in the start section.
(module
  (memory (export "memory") 1)
  (start $deep)
  (func $deep (call $deep))
  (func (export "_start")))
