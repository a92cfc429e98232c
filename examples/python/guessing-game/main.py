import random
import sys

HIGHEST = 100


def read_guess() -> int:
    """Ask until there is a number to work with. Raises EOFError when there is no more input."""
    while True:
        text = input("Your guess? ")
        try:
            guess = int(text)
        except ValueError:
            guess = 0
        if 1 <= guess <= HIGHEST:
            return guess
        print(f"Please type a number from 1 to {HIGHEST}.")


def play(secret: int) -> None:
    print(f"I am thinking of a number from 1 to {HIGHEST}.")
    guesses = 1
    while (guess := read_guess()) != secret:
        print("Too low." if guess < secret else "Too high.")
        guesses += 1
    print(f"Yes! You found it in {guesses} {'guess' if guesses == 1 else 'guesses'}.")


# With a seed on the command line the game is the same every time.
if len(sys.argv) > 1:
    random.seed(sys.argv[1])
secret = random.randint(1, HIGHEST)

try:
    play(secret)
except EOFError:
    print(f"\nYou gave up. It was {secret}.")
