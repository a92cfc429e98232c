;; A component where a module belongs.
(component)
