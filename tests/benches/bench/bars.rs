//! Numbers beyond their bars, and whether the machine's speed in this run is the reason.

/// What FTS5 over jieba words took for all its questions to [`PAPERS`] papers, a median each and in
/// milliseconds, in the run in which every time was within its bar: two cores, nothing else at
/// work.
const REFERENCE_MILLISECONDS: f64 = 82.0;
const PAPERS: usize = 100_000;

/// Numbers beyond their bars.
#[derive(Default)]
pub struct Beyond(Vec<Number>);

struct Number {
    name: String,
    value: f64,
    bar: f64,
    /// The ratio of a time to its bar, or of the bar to a speed.
    by: f64,
}

impl Beyond {
    /// Notes a time that its bar bounds from above.
    pub fn at_most(&mut self, name: &str, value: f64, bar: f64) {
        self.note(name, value, bar, value / bar);
    }

    /// Records a speed that its bar bounds from below.
    pub fn at_least(&mut self, name: &str, value: f64, bar: f64) {
        self.note(name, value, bar, bar / value);
    }

    fn note(&mut self, name: &str, value: f64, bar: f64, by: f64) {
        if by > 1.0 {
            self.0.push(Number { name: name.to_owned(), value, bar, by });
        }
    }

    /// Prints each number with its reason. `theirs`: what FTS5 over jieba words took in this run,
    /// as [`REFERENCE_MILLISECONDS`] says.
    pub fn print(&self, papers: usize, theirs: f64) {
        super::figures::heading("Beyond their bars");
        if self.0.is_empty() {
            println!("none");
            return;
        }
        let slower = theirs / REFERENCE_MILLISECONDS;
        if papers == PAPERS {
            println!(
                "FTS5 over jieba words took {theirs:.0} ms for its questions, and {REFERENCE_MILLISECONDS:.0} in the run in which every bar was met: \
                 this machine is {slower:.1} times slower now."
            );
        } else {
            println!("The bars are for {PAPERS} papers.");
        }
        for Number { name, value, bar, by } in &self.0 {
            let reason = match papers {
                PAPERS if *by <= slower => "within it at the speed of that run",
                PAPERS => "NOT explained by the machine's speed",
                _ => "",
            };
            println!("{name:<34} {value:>9.1} {bar:>9.0}  {by:.2} times   {reason}");
        }
    }
}
