use std::cmp::Ordering;
use std::env;
use std::hash::{BuildHasher, DefaultHasher, Hasher, RandomState};
use std::io::{self, Write};

const HIGHEST: u64 = 100;

/// A number from 1 to HIGHEST. With a seed on the command line the game is the same every time.
fn choose_secret() -> u64 {
    let number = match env::args().nth(1) {
        Some(seed) => {
            let mut hasher = DefaultHasher::new();
            hasher.write(seed.as_bytes());
            hasher.finish()
        }
        // The standard library has no random numbers, but every RandomState starts
        // with random keys, which it asks the host for.
        None => RandomState::new().hash_one(()),
    };
    1 + number % HIGHEST
}

/// Ask until there is a number to work with: None when there is no more input.
fn read_guess() -> io::Result<Option<u64>> {
    loop {
        print!("Your guess? ");
        io::stdout().flush()?; // the question has no newline to send it on its way

        let mut line = String::new();
        if io::stdin().read_line(&mut line)? == 0 {
            return Ok(None);
        }
        match line.trim().parse() {
            Ok(guess @ 1..=HIGHEST) => return Ok(Some(guess)),
            _ => println!("Please type a number from 1 to {HIGHEST}."),
        }
    }
}

fn main() -> io::Result<()> {
    let secret = choose_secret();
    println!("I am thinking of a number from 1 to {HIGHEST}.");

    let mut guesses = 0;
    while let Some(guess) = read_guess()? {
        guesses += 1;
        match guess.cmp(&secret) {
            Ordering::Less => println!("Too low."),
            Ordering::Greater => println!("Too high."),
            Ordering::Equal => {
                let noun = if guesses == 1 { "guess" } else { "guesses" };
                println!("Yes! You found it in {guesses} {noun}.");
                return Ok(());
            }
        }
    }
    println!("\nYou gave up. It was {secret}.");
    Ok(())
}
