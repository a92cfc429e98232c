//! Sleeps for as long as the language can say.

fn main() {
    std::thread::sleep(std::time::Duration::MAX);
}
