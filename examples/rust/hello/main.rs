fn main() {
    println!("Hello from a sealed case!");
}
