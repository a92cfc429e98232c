;; Exports a function under the name of the memory.
(module (func (export "memory")) (func (export "_start")))
