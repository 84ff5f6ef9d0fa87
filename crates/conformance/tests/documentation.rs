//! The pages in `docs` do what they say.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use smtpcodes::{Bounce, Severity, Side, classify};
use smtpcodes_build_helper::build_rules;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn file(name: &str) -> String {
    let path = root().join(name);
    fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// What stands in the fences of a page: the words behind the opening one, and the text.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(kind)) => open = Some((kind.to_owned(), String::new())),
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some((_, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a fence is open");
    blocks
}

/// The rows of the tables whose heading begins with `first`, as cells without their code marks.
fn table(page: &str, first: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| -> Vec<String> {
        let line = line.replace("\\|", "\0");
        let inner = line.trim_start_matches("| ").trim_end_matches(" |");
        inner.split(" | ").map(|cell| cell.trim_matches('`').replace('\0', "|")).collect()
    };
    let mut lines = page.lines().skip_while(|line| !line.starts_with(&format!("| {first} |")));
    lines.next();
    lines.skip(1).take_while(|line| line.starts_with('|')).map(cells).collect()
}

fn compile(rules: &str) -> Result<(), String> {
    build_rules(&file("codes.yaml"), "own.yaml", rules).map(drop).map_err(|e| e.to_string())
}

#[test]
fn files_of_rules_compile() {
    let blocks = blocks(&file("docs/rules.md"));
    let right: Vec<_> = blocks.iter().filter(|(kind, _)| kind == "yaml").collect();
    assert!(!right.is_empty());
    for (_, text) in right {
        compile(text).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    }
}

#[test]
fn mistakes_are_told_as_shown() {
    let blocks = blocks(&file("docs/rules.md"));
    let of = |kind: &str| &blocks.iter().find(|(k, _)| k == kind).expect("the page has it").1;
    let mistakes = compile(of("yaml wrong")).expect_err("the rules are wrong");
    assert_eq!(mistakes.trim_end(), of("text").trim_end());
}

/// A rule must win its example and lose its counter-example, or it does not compile.
#[test]
fn patterns_hold_where_the_page_says() {
    let rows = table(&file("docs/rules.md"), "pattern");
    assert!(rows.len() > 10);
    let rules: Vec<_> = rows
        .iter()
        .enumerate()
        .map(|(i, row)| {
            let [pattern, example, counter] = &row[..] else { panic!("{row:?}") };
            json!({
                "id": format!("row-{}", i + 1), "match": [pattern], "category": "system_error",
                "examples": [example], "counter": [counter],
            })
        })
        .collect();
    compile(&json!({ "rules": rules }).to_string()).unwrap_or_else(|mistakes| panic!("{mistakes}"));
}

#[test]
fn verdicts_are_as_shown() {
    let rows = table(&file("docs/verdict.md"), "reply");
    assert!(rows.len() > 10);
    for row in rows {
        let verdict = classify(row[0].as_bytes());
        let got = [
            verdict.severity.id(),
            verdict.category.id(),
            verdict.bounce.id(),
            verdict.side.id(),
            verdict.action.id(),
        ];
        assert_eq!(row[1..], got, "{}", row[0]);
    }
}

/// The README's first example: its facts are the core's, however the program lays them out.
#[test]
fn the_first_example_is_true() {
    let blocks = blocks(&file("README.md"));
    let shown = &blocks.iter().find(|(kind, _)| kind == "console").expect("the README has it").1;
    let reply = shown.split('\'').nth(1).expect("a reply is quoted");
    let folded = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let verdict = classify(reply.as_bytes());
    let category = verdict.category;
    let list = verdict.blocklist.expect("a list is named");
    let says = |text: &str| assert!(folded.contains(text), "{text}");
    says(category.title());
    says(category.meaning());
    says(category.advice().sender);
    says(verdict.action.title());
    says(list.name());
    says(list.removal().expect("its page is known"));
    says(verdict.evidence.id);
    says(&format!("{} bounce", verdict.bounce));
    says(&format!("side: {}", verdict.side));
}

#[test]
fn the_values_of_axes_are_complete() {
    let rows = table(&file("docs/verdict.md"), "axis");
    let shown = |axis: &str| -> BTreeSet<String> {
        let row = rows.iter().find(|row| row[0] == axis).expect("the page has the axis");
        row[2].split_whitespace().map(|id| id.trim_matches('`').to_owned()).collect()
    };
    assert_eq!(shown("severity"), Severity::ALL.iter().map(|it| it.id().to_owned()).collect());
    assert_eq!(shown("bounce"), Bounce::ALL.iter().map(|it| it.id().to_owned()).collect());
    assert_eq!(shown("side"), Side::ALL.iter().map(|it| it.id().to_owned()).collect());
}

/// Every page of the repository, by its path.
fn pages() -> Vec<String> {
    fn collect(folder: &Path, pages: &mut Vec<PathBuf>) {
        // What is built or installed is not ours.
        const OTHERS: [&str; 5] = ["target", "node_modules", "dist", "corpus", "artifacts"];
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
            if entry.file_type().unwrap().is_dir() {
                if !name.starts_with('.') && !OTHERS.contains(&name.as_str()) {
                    collect(&path, pages);
                }
            } else if name.ends_with(".md") {
                pages.push(path);
            }
        }
    }
    let mut pages = Vec::new();
    collect(&root(), &mut pages);
    pages.iter().map(|page| page.strip_prefix(root()).unwrap().to_str().unwrap().to_owned()).collect()
}

/// The lines of a page that are not in a fence.
fn prose(page: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    page.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        !inside && !fence
    })
}

/// What links to the headings of a page are called, as GitHub has it.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = prose(page).filter_map(|line| line.strip_prefix('#'));
    let anchor = |heading: &str| -> String {
        let heading = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = heading.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c));
        kept.map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}

/// Links between the pages of the project lead to files, and to headings that are there.
#[test]
fn links_lead_somewhere() {
    let pages = pages();
    for page in ["README.md", "docs/mta/qmail.md", "bindings/c/README.md", "crates/core/README.md"] {
        assert!(pages.iter().any(|p| p == page), "{page} was not found");
    }
    let mut broken = Vec::new();
    for page in &pages {
        let text = file(page);
        let text: String = prose(&text).flat_map(|line| [line, "\n"]).collect();
        let folder = Path::new(page).parent().expect("a page lies in a folder");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") || link.starts_with("mailto:") {
                continue;
            }
            let (target, anchor) = link.split_once('#').unwrap_or((link, ""));
            let path = if target.is_empty() { root().join(page) } else { root().join(folder).join(target) };
            let there = match anchor {
                "" => path.exists(),
                anchor => fs::read_to_string(path).is_ok_and(|page| anchors(&page).contains(anchor)),
            };
            if !there {
                broken.push(format!("{page}: {link}"));
            }
        }
    }
    assert_eq!(broken, [""; 0]);
}
