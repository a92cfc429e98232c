;; Grows its memory to 4 GiB in one step, and reads from its end if that worked.
(module
  (memory (export "memory") 1)
  (func (export "_start")
    (if (i32.ne (memory.grow (i32.const 65535)) (i32.const -1))
      (then (drop (i32.load (i32.const -4)))))
    unreachable))
