"""Rust that wants more than its share while it is compiled."""

from __future__ import annotations

from tests.hostile.programs.program import COMPILES, CPU, CRASH, DISK, ERROR, LOG, MEMORY, OUTPUT, rust

LINKED = 'print!("{:?}", A.as_ptr())'

RUST = (
    rust("endless-constant", "const fn f() { loop {} } const X: () = f(); fn main() { X }", ERROR, says="long time"),
    rust(
        "endless-constant-allowed",
        "#![allow(long_running_const_eval)] const fn f() { loop {} } const X: () = f(); fn main() { X }",
        CPU,
    ),
    rust(
        "constant-memory",
        'const A: [[u8; 1 << 20]; 1 << 13] = [[1; 1 << 20]; 1 << 13]; fn main() { print!("{}", A[1][2]) }',
        ERROR,
        CPU,
        MEMORY,
    ),
    rust("huge-static", f"static A: [u8; 1 << 30] = [1; 1 << 30]; fn main() {{ {LINKED} }}", MEMORY, OUTPUT, DISK),
    rust("large-static", f"static A: [u8; 50 << 20] = [1; 50 << 20]; fn main() {{ {LINKED} }}", OUTPUT),
    rust(
        "disk-by-two-statics",
        "static A: [u8; 40 << 20] = [1; 40 << 20]; static B: [u8; 40 << 20] = [2; 40 << 20];"
        f'fn main() {{ {LINKED}; print!("{{:?}}", B.as_ptr()) }}',
        DISK,
        OUTPUT,
        MEMORY,
    ),
    rust(
        "macro-recursion",
        "macro_rules! m { ($($t:tt)*) => { m!($($t)* x) } } fn main() { m!() }",
        ERROR,
        says="recursion limit",
    ),
    rust(
        "macro-bomb",
        '#![recursion_limit = "9999"] macro_rules! m { ($($t:tt)*) => { m!($($t)* $($t)* x) } } fn main() { m!(x) }',
        MEMORY,
        CPU,
    ),
    rust(
        "endless-type", "struct S<T>(Option<Box<S<(T, T)>>>); fn main() { let _ = S::<u8>(None); }", ERROR, MEMORY, CPU
    ),
    rust(
        "endless-generics",
        "fn f<T: Fn()>(n: u32, t: T) { if n > 0 { f(n - 1, || t()) } } fn main() { f(3, || ()) }",
        ERROR,
        says="recursion limit",
    ),
    rust(
        "trait-bomb",
        "trait T {} impl<A: T, B: T> T for (A, B) {} fn f<X: T>() {} fn main() { f::<"
        + "(" * 100
        + "u8"
        + ", u8)" * 100
        + ">() }",
        ERROR,
    ),
    rust(
        "type-that-doubles",
        "fn main() { let a = (); "
        + "".join("let a = (a, a);" for _ in range(40))
        + 'println!("{}", std::any::type_name_of_val(&a)) }',
        CPU,
        MEMORY,
    ),
    rust("deep-parentheses", f"fn main() {{ let _ = {'(' * 50_000}1{')' * 50_000}; }}", CRASH, MEMORY),
    rust("deep-modules", "mod a {" * 20_000 + "}" * 20_000 + "fn main() {}", CRASH, MEMORY),
    rust(
        "formatting-bomb",
        'macro_rules! t { ($x:expr) => { concat!($x, $x, $x, $x, $x, $x, $x, $x, $x, $x) } } fn main() { print!("{}", '
        + "t!(" * 8
        + '"xxxxxxxxxx"'
        + ")" * 8
        + ".len()) }",
        MEMORY,
        CPU,
    ),
    rust("warnings-flood", "fn main() {" + "let x = 1;" * 5_000 + "}", LOG),
    rust("errors-flood", "fn main() {" + "x;" * 20_000 + "}", ERROR, LOG, CPU),
    rust(
        "explains-itself-endlessly",
        "".join(f"struct A{n}; " for n in range(3000))
        + "fn main() {"
        + "".join(f"let _: A{n} = A{n + 1};" for n in range(2999))
        + "}",
        LOG,
        CPU,
    ),
    rust(
        "processes-and-sockets",
        'fn main() { let _ = (std::process::Command::new("sh").spawn(), std::net::TcpStream::connect("[::1]:1")); }',
        COMPILES,
    ),
)
