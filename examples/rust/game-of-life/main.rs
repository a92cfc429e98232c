use std::{fmt, thread, time::Duration};

const GENERATIONS: u32 = 16;

// Draw your own world: '#' is a living cell.
const START: &str = "\
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
................................";

struct World(Vec<Vec<bool>>);

impl World {
    fn parse(text: &str) -> World {
        let row = |line: &str| line.chars().map(|cell| cell == '#').collect();
        World(text.lines().map(row).collect())
    }

    /// The world one generation later.
    fn next(&self) -> World {
        let next_row = |r: usize| {
            let columns = 0..self.0[r].len();
            columns.map(|c| self.will_live(r, c)).collect()
        };
        World((0..self.0.len()).map(next_row).collect())
    }

    fn will_live(&self, row: usize, column: usize) -> bool {
        match self.neighbours(row, column) {
            3 => true,
            2 => self.0[row][column],
            _ => false,
        }
    }

    fn neighbours(&self, row: usize, column: usize) -> usize {
        let (height, width) = (self.0.len(), self.0[row].len());
        // The edges are joined: going one step back is going all the way round but one.
        let around = |at: usize, size: usize| [(at + size - 1) % size, at, (at + 1) % size];

        around(row, height)
            .into_iter()
            .flat_map(|r| around(column, width).map(|c| (r, c)))
            .filter(|&(r, c)| (r, c) != (row, column) && self.0[r][c])
            .count()
    }
}

// With Display, a World can be printed with {} like a number or a text.
impl fmt::Display for World {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        for row in &self.0 {
            let cells = row.iter().map(|&alive| if alive { '#' } else { '.' });
            writeln!(out, "{}", cells.collect::<String>())?;
        }
        Ok(())
    }
}

fn main() {
    let mut world = World::parse(START);
    for generation in 0..GENERATIONS {
        println!("Generation {generation}\n{world}");
        world = world.next();
        thread::sleep(Duration::from_millis(150));
    }
}
