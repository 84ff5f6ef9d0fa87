//! The numbers of the header are the core's.

use smtpcodes::{
    Action, Blocklist, Bounce, Category, Cause, Command, Group, Provider, Severity, Side, Vocabulary,
};

const HEADER: &str = include_str!("../include/smtpcodes.h");

/// The lines of an enum that name a value.
fn values(list: &str) -> Vec<String> {
    let start = format!("typedef enum smtpcodes_{list} {{");
    let (_, body) = HEADER.split_once(&start).unwrap();
    let (body, _) = body.split_once('}').unwrap();
    let lines = body.lines().map(str::trim).filter(|line| line.starts_with("SMTPCODES_"));
    lines.map(|line| line.trim_end_matches(',').to_owned()).collect()
}

macro_rules! same {
    ($($list:ident $name:literal)*) => {$(
        let core: Vec<_> = $list::ALL
            .iter()
            .map(|one| {
                let name = format!("smtpcodes_{}_{}", $name, one.id()).to_uppercase();
                format!("{name} = {}", one.number())
            })
            .collect();
        assert_eq!(values($name), core);
    )*};
}

#[test]
fn the_header_has_the_numbers_of_the_core() {
    same!(
        Action "action"
        Blocklist "blocklist"
        Bounce "bounce"
        Category "category"
        Cause "cause"
        Command "command"
        Group "group"
        Provider "provider"
        Severity "severity"
        Side "side"
        Vocabulary "vocabulary"
    );
}
