//! Patterns that differ in one part alone, as one.

use crate::rules::words::{Node, Split};

/// Makes one pattern of those of two parts that differ in this part alone: large word classes are written once.
pub(super) fn merge(patterns: Vec<(Split, Vec<usize>)>, part: usize) -> Vec<(Split, Vec<usize>)> {
    let mut out: Vec<(Split, Vec<usize>)> = Vec::new();
    for (new, places) in patterns {
        let same = |(old, _): &&mut (Split, Vec<usize>)| {
            let plain = |s: &Split| {
                s.parts.len() == 2
                    && !s.at_start
                    && !s.at_end
                    && !s.parts[part].1.iter().all(Node::is_optional)
            };
            plain(old)
                && plain(&new)
                && old.parts[1].0 == new.parts[1].0
                && old.parts[1 - part].1 == new.parts[1 - part].1
        };
        match out.iter_mut().find(same) {
            Some((old, all_places)) => {
                all_places.extend(places);
                let run = std::mem::take(&mut old.parts[part].1);
                let more = new.parts[part].1.clone();
                old.parts[part].1 = match <[Node; 1]>::try_from(run) {
                    Ok([Node::Any(mut all)]) => {
                        all.push(more);
                        vec![Node::Any(all)]
                    }
                    Ok([one]) => vec![Node::Any(vec![vec![one], more])],
                    Err(run) => vec![Node::Any(vec![run, more])],
                };
            }
            None => out.push((new, places)),
        }
    }
    out
}
