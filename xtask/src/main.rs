//! `cargo xtask`
mod score;
fn main(){ let a:Vec<String>=std::env::args().skip(1).collect(); score::run(&a[1..]).unwrap(); }
