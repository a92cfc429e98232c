//! Asks the standard library for what belongs to the host: threads, processes, sockets, files.

use std::{env, fs, io, net, process, thread};

fn main() {
    let open = [
        thread::Builder::new().spawn(|| ()).is_ok(),
        process::Command::new("/bin/sh").spawn().is_ok(),
        net::TcpStream::connect("127.0.0.1:80").is_ok(),
        net::TcpListener::bind("0.0.0.0:0").is_ok(),
        net::UdpSocket::bind("0.0.0.0:0").is_ok(),
        fs::read("/etc/passwd").is_ok(),
        fs::write("made", "by a guest").is_ok(),
        fs::read_dir("/").is_ok_and(|entries| entries.count() > 0),
        env::var("WARDIAN_CANARY").is_ok(),
        env::var("PATH").is_ok(),
        io::copy(&mut io::stdin(), &mut io::sink()).unwrap_or(0) > 0,
    ];
    println!("Content-Type: text/plain\n\n{} open", open.iter().filter(|&&one| one).count());
}
