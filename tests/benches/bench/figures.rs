//! Figures for people.

use paperboy_tests::generate::Random;
use std::time::{Duration, Instant};

/// Prints the machine of the run.
pub fn machine() {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let memory = first_number("/proc/meminfo", "MemTotal:")
        .map_or("unknown".to_owned(), |kib| format!("{:.1} GiB", kib as f64 / f64::from(1 << 20)));
    let processor = std::fs::read_to_string("/proc/cpuinfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        Some(line.split_once(':')?.1.trim().to_owned())
    });
    println!(
        "Machine: {cores} cores ({}), {memory} of memory, {}",
        processor.as_deref().unwrap_or("unknown processor"),
        std::env::consts::OS
    );
    let [fresh, anywhere] = memory_speed();
    println!("Memory:  {fresh:.1} µs for a fresh page, {anywhere:.0} ns for a read anywhere");
}

/// What memory costs now: the first touch of 4 KiB, in microseconds, and a read anywhere in 128
/// MiB, in nanoseconds. On a machine that shares its memory with others both may be ten times what
/// they were an hour ago, and every figure with them.
fn memory_speed() -> [f64; 2] {
    const PAGE: usize = 4096;
    const PAGES: usize = 1 << 15;
    let mut memory = vec![0_u8; PAGES * PAGE];
    let began = Instant::now();
    memory.iter_mut().step_by(PAGE).for_each(|byte| *std::hint::black_box(byte) = 1);
    let fresh = began.elapsed().as_secs_f64() * 1e6 / PAGES as f64;
    let mut random = Random::new(3);
    let began = Instant::now();
    for _ in 0..PAGES {
        std::hint::black_box(memory[random.below(PAGES * PAGE)]);
    }
    [fresh, began.elapsed().as_secs_f64() * 1e9 / PAGES as f64]
}

/// The load of the machine during the last minute, where the system reports it: ratios stay valid,
/// times do not.
pub fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().map_or("unknown".to_owned(), str::to_owned)
}

/// The number behind a label in a file of `/proc`.
pub fn first_number(path: &str, label: &str) -> Option<u64> {
    let text = std::fs::read_to_string(path).ok()?;
    let line = text.lines().find(|line| line.starts_with(label))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

pub fn heading(text: &str) {
    println!("\n{text}\n{}", "-".repeat(text.chars().count()));
}

/// Durations of one thing done many times, without what this thread waited while other programs had
/// the processor.
#[derive(Default)]
pub struct Times(Vec<Duration>);

/// The time that this thread has waited for a processor; zero where the system does not report it.
fn waited() -> Duration {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(
        text.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0),
    )
}

impl Times {
    /// Runs a function and records its time.
    pub fn take<T>(&mut self, thing: impl FnOnce() -> T) -> T {
        let (before, began) = (waited(), Instant::now());
        let done = thing();
        let took = began.elapsed();
        self.0.push(took.saturating_sub(waited() - before));
        done
    }

    /// Does a thing that belongs to the one taken last, and adds its time to that one's.
    pub fn add<T>(&mut self, thing: impl FnOnce() -> T) -> T {
        let done = self.take(thing);
        let more = self.0.pop().unwrap_or_default();
        if let Some(last) = self.0.last_mut() {
            *last += more;
        }
        done
    }

    /// The time, in milliseconds, that this part of all times does not exceed: 0.5 is the median.
    pub fn quantile(&self, part: f64) -> f64 {
        quantile(self.0.iter().map(|time| time.as_secs_f64() * 1e3).collect(), part)
    }
}

/// The value that this part of all values does not exceed; not a number when there are none.
pub fn quantile(mut values: Vec<f64>, part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let at = (values.len() as f64 * part).ceil() as usize;
    values.get(at.saturating_sub(1)).copied().unwrap_or(f64::NAN)
}

/// The size of a file or of all that a folder holds, in bytes.
pub fn size(path: &std::path::Path) -> u64 {
    let Ok(meta) = std::fs::symlink_metadata(path) else { return 0 };
    if !meta.is_dir() {
        return meta.len();
    }
    std::fs::read_dir(path)
        .map_or(0, |entries| entries.flatten().map(|entry| size(&entry.path())).sum())
}

pub fn mib(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}
