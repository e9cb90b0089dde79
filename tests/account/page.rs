//! Accounts as pages and as Markdown: their structure, and one of each as a snapshot.

use tiaoli::account::Depth;
use tiaoli::cli::{Form, told};
use tiaoli::diagnostic::Language;

use super::{TOLD, account, engines};

/// Elements without an end.
const VOID: [&str; 3] = ["meta", "input", "br"];

/// The tags of a page in their order: the name, whether it ends an element, and the rest. Words are escaped, so `<` begins a tag.
fn tags(html: &str) -> Vec<(String, bool, String)> {
    let (head, rest) = html.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    let pieces = head.split('<').skip(1).chain(body.split('<').skip(1));
    let tag = |piece: &str| {
        let (inside, _) = piece.split_once('>').unwrap();
        let (name, rest) = inside
            .split_once(char::is_whitespace)
            .unwrap_or((inside, ""));
        let ends = name.starts_with('/');
        (
            name.trim_start_matches('/').to_lowercase(),
            ends,
            rest.to_owned(),
        )
    };
    pieces.map(tag).collect()
}

fn check(html: &str, place: &str) {
    assert!(
        html.starts_with("<!DOCTYPE html>") || html.starts_with("<!doctype html>"),
        "{place}"
    );
    let mut open: Vec<String> = Vec::new();
    let mut level = 0;
    for (name, ends, rest) in tags(html) {
        assert!(
            name != "script" && name != "link" && name != "img" && name != "iframe",
            "{place}: {name}"
        );
        assert!(
            !rest.contains("src=") && !rest.contains(" on"),
            "{place}: {name} {rest}"
        );
        if name.starts_with('!') || VOID.contains(&name.as_str()) {
            continue;
        }
        if ends {
            assert_eq!(open.pop().as_deref(), Some(name.as_str()), "{place}");
            continue;
        }
        let heading = name
            .strip_prefix('h')
            .and_then(|level| level.parse::<u32>().ok());
        if let Some(heading) = heading {
            assert!(heading <= level + 1, "{place}: h{heading} after h{level}");
            level = heading;
        }
        open.push(name);
    }
    assert!(open.is_empty(), "{place}: {open:?} not closed");
    let (_, style) = html.split_once("<style>").unwrap();
    let (style, _) = style.split_once("</style>").unwrap();
    assert!(
        !style.contains("url(") && !style.contains("@import"),
        "{place}"
    );
    assert!(
        style.contains("@media print") && style.contains("details"),
        "{place}"
    );
}

#[test]
fn every_page_closes_its_elements_keeps_its_headings_in_order_and_asks_nothing_of_the_network() {
    let engines = engines();
    for one in &TOLD {
        let engine = engines.get(one.1).unwrap();
        for depth in Depth::ALL {
            let account = account(engine, one, depth);
            for language in [Language::Zh, Language::En] {
                let place = format!("{} {} {language:?}", one.0, depth.code());
                check(&told(&account, language, Form::Html), &place);
            }
        }
    }
}

#[test]
fn a_refusal_and_a_grant_are_told_as_markdown_and_as_a_page() {
    let engines = engines();
    for (name, language) in [
        ("subsidy_no_alternative_holds", Language::Zh),
        ("leave", Language::En),
    ] {
        let one = TOLD.iter().find(|one| one.0 == name).unwrap();
        let account = account(engines.get(one.1).unwrap(), one, Depth::Citizen);
        let html = told(&account, language, Form::Html);
        // The style is that of every page.
        let (_, body) = html.split_once("</style>").unwrap();
        let markdown = told(&account, language, Form::Markdown);
        insta::with_settings!({ omit_expression => true, snapshot_path => "../snapshots/account", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!(format!("{name}_markdown"), markdown);
            insta::assert_snapshot!(format!("{name}_html"), body);
        });
    }
}
