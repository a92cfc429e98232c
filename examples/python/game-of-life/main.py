import time

GENERATIONS = 16

# Draw your own world: '#' is a living cell.
START = """\
................................
..#.............................
...#................##..........
.###................#...........
.......................#........
......................##........
................................
................................
.........................###....
....##..................###.....
....##..........................
................................
"""

# The world is the set of its living cells, each a pair (row, column).
Cell = tuple[int, int]
World = set[Cell]

LINES = START.splitlines()
ROWS, COLUMNS = len(LINES), len(LINES[0])


def parse(lines: list[str]) -> World:
    return {(row, column) for row, line in enumerate(lines) for column, cell in enumerate(line) if cell == "#"}


def neighbours(cell: Cell) -> World:
    """The eight cells around; the edges are joined, so every cell has eight."""
    row, column = cell
    around = {((row + down) % ROWS, (column + right) % COLUMNS) for down in (-1, 0, 1) for right in (-1, 0, 1)}
    return around - {cell}


def step(world: World) -> World:
    """The world one generation later. Only living cells and those beside them can be alive then."""
    candidates = world.union(*(neighbours(cell) for cell in world))
    counts = {cell: len(neighbours(cell) & world) for cell in candidates}
    return {cell for cell, count in counts.items() if count == 3 or (count == 2 and cell in world)}


def draw(world: World) -> str:
    rows = ["".join("#" if (row, column) in world else "." for column in range(COLUMNS)) for row in range(ROWS)]
    return "\n".join(rows)


world = parse(LINES)
for generation in range(GENERATIONS):
    print(f"Generation {generation}\n{draw(world)}\n", flush=True)
    world = step(world)
    time.sleep(0.15)
