//! Text in, document out.

pub mod document;

pub mod expression;
