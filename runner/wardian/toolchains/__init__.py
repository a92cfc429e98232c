"""One module a language, each with a class that fits `base.Toolchain`; `registry` is the list of them."""
