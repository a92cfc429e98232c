;; Imports from a module that does not exist, as emscripten and JavaScript glue do.
(module
  (import "env" "system" (func (param i32) (result i32)))
  (memory (export "memory") 1)
  (func (export "_start")))
