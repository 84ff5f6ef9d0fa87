//! Nanoseconds a reply in the core alone, for the benchmarks of the bindings: a file of replies with a zero
//! byte between each two. The fastest of several rounds counts.

use std::time::{Duration, Instant};
use std::{env, fs, hint};

use smtpcodes::{Verdict, classify_batch};

fn main() {
    let path = env::args_os().nth(1).expect("expected the path of a file of replies");
    let bytes = fs::read(path).expect("expected a file of replies");
    let replies: Vec<&[u8]> = bytes.split(|&b| b == 0).collect();
    let mut verdicts = vec![Verdict::default(); replies.len()];
    let mut round = || {
        let start = Instant::now();
        classify_batch(hint::black_box(&replies), &mut verdicts);
        hint::black_box(&verdicts);
        start.elapsed()
    };
    let best = (0..20).map(|_| round()).min().unwrap_or(Duration::MAX);
    println!("{:.1}", best.as_nanos() as f64 / replies.len() as f64);
}
