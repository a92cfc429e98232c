;; A module that ends in the middle of a section of 2 GiB.
(module binary "\00asm\01\00\00\00\01\ff\ff\ff\ff\07")
