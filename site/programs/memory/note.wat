;; One module; whoever makes an instance of it gives it a memory.
(module
  (import "host" "memory" (memory 1))

  (func (export "write") (param $address i32) (param $value i32)
    (i32.store8 (local.get $address) (local.get $value)))

  (func (export "read") (param $address i32) (result i32)
    (i32.load8_u (local.get $address))))
