//! Documents in, the words out that declarations which failed a check would have accounted for.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Span;
use crate::syntax::document::{
    Citation, CitationTarget, Declaration, DeclarationKind, Document, Item, Statement,
    StatementKind,
};

/// The quotes of the declarations whose names stand at `failed`; none where a declaration could not be read at all, so that
/// nobody knows what it quotes.
pub(super) fn excused(documents: &[Document], failed: &BTreeSet<Span>) -> Option<Vec<String>> {
    let mut declared: Vec<&Declaration> = Vec::new();
    for item in documents.iter().flat_map(|document| &document.items) {
        match item {
            Item::Declaration(declaration) => declared.push(declaration),
            Item::Broken { .. } => return None,
        }
    }
    let mut clauses: BTreeMap<&str, &str> = BTreeMap::new();
    for declaration in &declared {
        if let DeclarationKind::Clause(clause) = &declaration.kind {
            clauses.insert(&clause.head.name.text, &clause.quote.text);
        }
    }
    let mut quotes = Vec::new();
    for declaration in declared {
        match &declaration.kind {
            DeclarationKind::Norm(norm) if failed.contains(&norm.head.name.span) => {
                take(&norm.statements, &clauses, &mut quotes);
            }
            DeclarationKind::Table(table) if failed.contains(&table.head.name.span) => {
                take(&table.statements, &clauses, &mut quotes);
                let rows = table.rows.iter().flat_map(|row| &row.basis);
                quotes.extend(rows.filter_map(|citation| through(citation, &clauses)));
            }
            _ => {}
        }
    }
    Some(quotes)
}

fn take(statements: &[Statement], clauses: &BTreeMap<&str, &str>, quotes: &mut Vec<String>) {
    for statement in statements {
        match &statement.kind {
            StatementKind::Quote(words) => {
                quotes.extend(words.iter().map(|quoted| quoted.text.clone()));
            }
            StatementKind::Basis(citations) => {
                let through = citations.iter().filter_map(|one| through(one, clauses));
                quotes.extend(through);
            }
            StatementKind::Exception(exception) => {
                // An exception has no exceptions, so this is one step deep.
                for inner in &exception.statements {
                    if let StatementKind::Basis(citations) = &inner.kind {
                        let through = citations.iter().filter_map(|one| through(one, clauses));
                        quotes.extend(through);
                    }
                }
            }
            _ => {}
        }
    }
}

/// The quote of the 条款 that a citation names.
fn through(citation: &Citation, clauses: &BTreeMap<&str, &str>) -> Option<String> {
    match &citation.target {
        CitationTarget::Name(name) => clauses.get(name.text.as_str()).map(ToString::to_string),
        CitationTarget::Title(_) => None,
    }
}
