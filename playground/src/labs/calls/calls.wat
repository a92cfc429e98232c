;; The same small step, $times times over: in the loop itself, and by three kinds of call.
;; Each step needs the result of the one before, so no step can begin early.
(module
  (type $step (func (param i32) (result i32)))
  (import "host" "step" (func $host (type $step)))
  (table 4 funcref)
  (elem (i32.const 0) $first $second $third $fourth)

  (func $first (export "step") (type $step)
    (i32.add (i32.rotl (local.get 0) (i32.const 5)) (i32.const 0x9e3779b9)))
  (func $second (type $step) (i32.add (i32.rotl (local.get 0) (i32.const 7)) (i32.const 0x85ebca6b)))
  (func $third (type $step) (i32.add (i32.rotl (local.get 0) (i32.const 11)) (i32.const 0xc2b2ae35)))
  (func $fourth (type $step) (i32.add (i32.rotl (local.get 0) (i32.const 13)) (i32.const 0x27d4eb2f)))

  (func (export "none") (param $times i32) (result i32) (local $x i32)
    (loop $again
      (local.set $x (i32.add (i32.rotl (local.get $x) (i32.const 5)) (i32.const 0x9e3779b9)))
      (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1)))))
    (local.get $x))

  (func (export "direct") (param $times i32) (result i32) (local $x i32)
    (loop $again
      (local.set $x (call $first (local.get $x)))
      (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1)))))
    (local.get $x))

  (func (export "indirect") (param $times i32) (result i32) (local $x i32)
    (loop $again
      (local.set $x (call_indirect (type $step) (local.get $x) (i32.and (local.get $times) (i32.const 3))))
      (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1)))))
    (local.get $x))

  (func (export "host") (param $times i32) (result i32) (local $x i32)
    (loop $again
      (local.set $x (call $host (local.get $x)))
      (br_if $again (local.tee $times (i32.sub (local.get $times) (i32.const 1)))))
    (local.get $x)))
