;; Loops in the start section, before there is a program to run.
(module
  (memory (export "memory") 1)
  (start $forever)
  (func $forever
    (loop $again (br $again)))
  (func (export "_start")))
