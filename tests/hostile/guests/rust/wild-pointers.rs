//! Reads 4 GiB behind its own memory through a pointer that it made up.

fn main() {
    let mut sum = 0u64;
    for at in (0x0400_0000u32..=0xffff_0000).step_by(1 << 16) {
        sum += u64::from(unsafe { std::ptr::read_volatile(at as *const u8) });
    }
    println!("Content-Type: text/plain\n\n{sum}");
}
