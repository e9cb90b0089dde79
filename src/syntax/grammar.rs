//! The private parser: one grammar in three files. `Rule` never leaves this room.

use std::num::NonZeroUsize;

use pest::Parser as _;
use pest::iterators::{Pair, Pairs};
use pest_derive::Parser;

#[derive(Debug, Parser)]
#[grammar = "../grammar/lexical.pest"]
#[grammar = "../grammar/expression.pest"]
#[grammar = "../grammar/norm.pest"]
struct Grammar;

/// A node of the parse tree.
pub(super) type Node<'i> = Pair<'i, Rule>;

/// The error of the parser.
pub(super) type Failure = pest::error::Error<Rule>;

/// How many rules may be tried on one declaration: enough for some hundred thousand words.
const MAX_CALLS: usize = 50_000_000;

/// Reads a text that is one declaration.
pub(super) fn read_declaration(text: &str) -> Result<Pairs<'_, Rule>, Box<Failure>> {
    pest::set_call_limit(NonZeroUsize::new(MAX_CALLS));
    Grammar::parse(Rule::declaration, text).map_err(Box::new)
}
