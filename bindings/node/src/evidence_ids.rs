//! The ids of evidence as small numbers, which cross the border faster than text.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The ids that verdicts of this thread have named, in the order of their first appearance.
///
/// All of them live as long as the process, so that the address tells them apart; the core gives the same
/// id from the same place. Each thread has its own numbers, as each has its own JavaScript.
#[derive(Default)]
struct Ids {
    by_address: HashMap<(usize, usize), u32, BuildHasherDefault<Mix>>,
    all: Vec<&'static str>,
}

/// Mixes two numbers that nobody chooses: no attacker can make addresses collide, and the default hasher
/// would take longer than the rest of this file.
#[derive(Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_usize(byte.into()));
    }
    fn write_usize(&mut self, number: usize) {
        self.0 = (self.0.rotate_left(5) ^ number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    fn finish(&self) -> u64 {
        self.0
    }
}

thread_local! {
    static IDS: RefCell<Ids> = RefCell::default();
}

/// The number of an id.
pub(crate) fn number(id: &'static str) -> u32 {
    IDS.with_borrow_mut(|ids| {
        let Ids { by_address, all } = ids;
        *by_address.entry((id.as_ptr() as usize, id.len())).or_insert_with(|| {
            all.push(id);
            (all.len() - 1) as u32
        })
    })
}

/// The ids from this number on.
pub(crate) fn from(number: u32) -> Vec<&'static str> {
    IDS.with_borrow(|ids| ids.all.get(number as usize..).unwrap_or_default().to_vec())
}
