//! Calls a number as if it were a function.

fn main() {
    let number = std::hint::black_box(0xdead_beefusize);
    let function: fn() = unsafe { std::mem::transmute(number) };
    function();
}
