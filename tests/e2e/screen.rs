//! A virtual screen: an X server whose pixels are in a file, so that a test sees what a person
//! would see.

use crate::stage::Process;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// An X server of our own.
pub struct Screen {
    /// Its `DISPLAY`.
    pub name: String,
    _process: Process,
    pixels: TempDir,
}

impl Screen {
    pub fn open() -> Self {
        let pixels = tempfile::tempdir().unwrap();
        let mut command = Command::new("Xvfb");
        command
            .args(["-displayfd", "1", "-screen", "0", "2600x1500x24", "-nolisten", "tcp"])
            .arg("-fbdir")
            .arg(pixels.path());
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is there: scripts/need test");
        let mut number = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut number).unwrap();
        Self { name: format!(":{}", number.trim()), _process: Process(child), pixels }
    }

    /// The current pixels of the screen.
    pub fn picture(&self) -> Picture {
        Picture::read(&std::fs::read(self.pixels.path().join("Xvfb_screen0")).unwrap())
    }
}

/// A picture of the whole screen.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    pixels: Vec<[u8; 3]>,
}

impl Picture {
    /// Reads an X window dump: a header of big-endian words, a table of colours, and four bytes for
    /// each pixel.
    fn read(dump: &[u8]) -> Self {
        let word = |at: usize| u32::from_be_bytes(dump[at * 4..][..4].try_into().unwrap()) as usize;
        let (header, width, height, bits, line, colours) =
            (word(0), word(4), word(5), word(11), word(12), word(19));
        assert_eq!(bits, 32, "the screen has 32 bits for a pixel");
        let body = &dump[header + colours * 12..];
        let row = |y: usize| {
            body[y * line..][..width * 4]
                .chunks_exact(4)
                .map(|pixel| [pixel[0], pixel[1], pixel[2]])
        };
        Self { width, pixels: (0..height).flat_map(row).collect() }
    }

    pub fn pixel(&self, x: usize, y: usize) -> [u8; 3] {
        self.pixels[y * self.width + x]
    }

    /// How many pixels of two pictures differ within the first columns and rows.
    pub fn differing(&self, other: &Self, columns: usize, rows: usize) -> usize {
        let places = (0..rows).flat_map(|y| (0..columns).map(move |x| (x, y)));
        places.filter(|&(x, y)| self.pixel(x, y) != other.pixel(x, y)).count()
    }
}
