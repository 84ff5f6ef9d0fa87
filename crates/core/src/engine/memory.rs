//! What was decided on earlier texts, and holds for all that differ from them in nothing that matters.

use super::Decision;

/// Decisions by what texts have in common: their [`Outline`](super::outline::Outline), which is found sooner, as bytes; their
/// [`Shape`](super::shape::Shape), which more texts share, as numbers.
pub trait Memory: Table<u8> + Table<u32> {}

/// Decisions by a key.
pub trait Table<K> {
    /// What was decided, if that is remembered.
    fn recall(&self, key: &[K]) -> Option<&Decision>;
    /// Remembers it, its evidence as places within the key.
    fn keep(&mut self, key: &[K], decision: Decision);
}
