#include <stdio.h>
#include <string.h>
#include <time.h>

enum { ROWS = 12, COLUMNS = 32, GENERATIONS = 16 };

// Draw your own world: '#' is a living cell. Each row has room for the zero byte that ends a C string.
static char world[ROWS][COLUMNS + 1] = {
    "................................",
    "..#.............................",
    "...#................##..........",
    ".###................#...........",
    ".......................#........",
    "......................##........",
    "................................",
    "................................",
    ".........................###....",
    "....##..................###.....",
    "....##..........................",
    "................................",
};

static int neighbours(int row, int column)
{
    int count = 0;
    for (int down = -1; down <= 1; down++) {
        for (int right = -1; right <= 1; right++) {
            // The edges are joined: what leaves on the right comes back on the left.
            int r = (row + down + ROWS) % ROWS;
            int c = (column + right + COLUMNS) % COLUMNS;
            count += world[r][c] == '#' && (down != 0 || right != 0);
        }
    }
    return count;
}

static void step(void)
{
    // The next world needs a place of its own: a cell must see its neighbours as they were.
    static char next[ROWS][COLUMNS + 1];

    for (int row = 0; row < ROWS; row++) {
        for (int column = 0; column < COLUMNS; column++) {
            int count = neighbours(row, column);
            int lives = count == 3 || (count == 2 && world[row][column] == '#');
            next[row][column] = lives ? '#' : '.';
        }
    }
    memcpy(world, next, sizeof world);
}

static void show(int generation)
{
    printf("Generation %d\n", generation);
    for (int row = 0; row < ROWS; row++) {
        puts(world[row]);
    }
    puts("");
    fflush(stdout); // send the frame now, not when the buffer is full
}

int main(void)
{
    const struct timespec pause = {.tv_nsec = 150 * 1000 * 1000};

    for (int generation = 0; generation < GENERATIONS; generation++) {
        show(generation);
        step();
        nanosleep(&pause, NULL);
    }
}
