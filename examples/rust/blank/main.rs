fn main() {
    // Begin here.
}
