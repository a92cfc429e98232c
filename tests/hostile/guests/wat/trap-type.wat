;; Calls a function through a pointer as one of another type.
(module
  (memory (export "memory") 1)
  (table funcref (elem $none))
  (func $none)
  (func (export "_start")
    (drop (call_indirect (param i64) (result i64) (i64.const 1) (i32.const 0)))))
