//! Lends a buffer to whoever asks, and works on what they leave in it.

use std::slice;

#[unsafe(no_mangle)]
pub extern "C" fn lend(bytes: usize) -> *mut u8 {
    Box::leak(vec![0_u8; bytes].into_boxed_slice()).as_mut_ptr()
}

/// # Safety
/// `from` is what `lend` gave for this many bytes, or more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sum(from: *const u8, bytes: usize) -> u32 {
    unsafe { slice::from_raw_parts(from, bytes) }.iter().map(|&byte| u32::from(byte)).sum()
}

/// # Safety
/// As for `sum`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn invert(from: *mut u8, bytes: usize) {
    for byte in unsafe { slice::from_raw_parts_mut(from, bytes) } {
        *byte = !*byte;
    }
}

fn main() {}
