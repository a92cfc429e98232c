//! Counts by hand, with a swap that may fail, while it asks itself to do the same: no count may be lost.

fn count() -> i64 {
    loop {
        let before = edge::kv_get("count").unwrap_or(None);
        let number = before.as_deref().map_or(0, |text| String::from_utf8_lossy(text).parse::<i64>().unwrap_or(0));
        let after = (number + 1).to_string();
        if edge::kv_swap("count", before.as_deref(), after.as_bytes()).unwrap_or(false) {
            return number + 1;
        }
    }
}

fn main() {
    let deeper = std::env::var("QUERY_STRING").unwrap_or_default() != "leaf";
    let url = "http://counts-itself.localhost:EDGE_PORT/?leaf";
    let handles: Vec<_> = (0..if deeper { 8 } else { 0 }).filter_map(|_| edge::send(url).ok()).collect();
    let sent = handles.len();
    count();
    let served = handles.into_iter().filter_map(|handle| edge::receive(handle).ok()).filter(|answer| answer.status == 200);
    let served = served.count();
    let kept = edge::kv_get("count").unwrap_or(None).unwrap_or_default();
    println!("Content-Type: text/plain\n\n{} of {}, {}", served + 1, sent + 1, String::from_utf8_lossy(&kept));
}
