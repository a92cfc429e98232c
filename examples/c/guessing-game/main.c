#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { HIGHEST = 100 };

// A number from 1 to HIGHEST. With a seed on the command line the game is the same every time.
static int choose_secret(int argc, char **argv)
{
    unsigned seed = 0;
    if (argc > 1) {
        seed = (unsigned)strtoul(argv[1], NULL, 10);
    } else {
        // A sealed program has no randomness of its own: this asks the host for some.
        getentropy(&seed, sizeof seed);
    }
    srand(seed);
    return 1 + rand() % HIGHEST;
}

// Ask until there is a number to work with. Returns 0 when there is no more input.
static int read_guess(void)
{
    char line[64];

    for (;;) {
        printf("Your guess? ");
        fflush(stdout); // the question has no newline to send it on its way
        if (fgets(line, sizeof line, stdin) == NULL) {
            return 0;
        }
        if (strchr(line, '\n') == NULL) { // the line was longer than the array: skip its rest
            for (int c = getchar(); c != '\n' && c != EOF;) {
                c = getchar();
            }
        }

        char *end;
        long guess = strtol(line, &end, 10);
        end += strspn(end, " \t\r\n");
        if (end != line && *end == '\0' && guess >= 1 && guess <= HIGHEST) {
            return (int)guess;
        }
        printf("Please type a number from 1 to %d.\n", HIGHEST);
    }
}

int main(int argc, char **argv)
{
    int secret = choose_secret(argc, argv);
    printf("I am thinking of a number from 1 to %d.\n", HIGHEST);

    for (int guesses = 1;; guesses++) {
        int guess = read_guess();
        if (guess == 0) {
            printf("\nYou gave up. It was %d.\n", secret);
            return 0;
        }
        if (guess == secret) {
            printf("Yes! You found it in %d %s.\n", guesses, guesses == 1 ? "guess" : "guesses");
            return 0;
        }
        puts(guess < secret ? "Too low." : "Too high.");
    }
}
