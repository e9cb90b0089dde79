//! Walking the parse tree: marks are left out, everything else is taken in order.

use pest::iterators::Pairs;

use crate::syntax::grammar::{Node, Rule};

/// The parts of a node, in order, without its marks.
#[derive(Debug, Clone)]
pub(super) struct Parts<'i> {
    pairs: Pairs<'i, Rule>,
}

impl<'i> Parts<'i> {
    /// The parts of a node.
    pub(super) fn of(node: &Node<'i>) -> Self {
        Self {
            pairs: node.clone().into_inner(),
        }
    }

    /// The next part, if it is of this kind.
    pub(super) fn accept(&mut self, rule: Rule) -> Option<Node<'i>> {
        let mut rest = self.clone();
        let next = rest.next().filter(|next| next.as_rule() == rule)?;
        *self = rest;
        Some(next)
    }

    /// Whether the next part is of this kind; it is taken then.
    pub(super) fn pass(&mut self, rule: Rule) -> bool {
        self.accept(rule).is_some()
    }
}

impl<'i> Iterator for Parts<'i> {
    type Item = Node<'i>;

    fn next(&mut self) -> Option<Node<'i>> {
        self.pairs.find(|pair| !is_silent(pair.as_rule()))
    }
}

/// Marks only part and close; plus, minus, times and divide say something.
const fn is_silent(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::mark_separator
            | Rule::mark_end
            | Rule::mark_colon
            | Rule::mark_comma
            | Rule::mark_list
            | Rule::mark_open
            | Rule::mark_close
            | Rule::mark_open_set
            | Rule::mark_close_set
            | Rule::mark_open_row
            | Rule::mark_close_row
            | Rule::mark_zone
            | Rule::mark_cell
            | Rule::mark_of
            | Rule::mark_equal
            | Rule::mark_per
            | Rule::EOI
    )
}

/// Where a node stands, in bytes of the parsed text.
///
/// A node that ends with an optional part may have swallowed blanks and comments: its last word tells where it really ends.
pub(super) fn range(node: &Node<'_>) -> (usize, usize) {
    let start = node.as_span().start();
    let mut last = node.clone();
    while let Some(inner) = last.clone().into_inner().next_back() {
        last = inner;
    }
    (start, last.as_span().end())
}
