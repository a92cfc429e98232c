fn main() {
    println!("Content-Type: text/plain\n");
    match edge::kv_add("visitors", 1) {
        Ok(visitors) => println!("You are visitor {visitors}."),
        Err(error) => println!("Nobody is counted. {error}"),
    }
}
