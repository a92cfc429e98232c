//! Calls itself without end; the compiler may not turn it into a loop.

fn deeper(depth: u64) -> u64 {
    let frame = std::hint::black_box([depth; 64]);
    deeper(depth + 1) + frame[depth as usize % 64]
}

fn main() {
    println!("{}", deeper(0));
}
