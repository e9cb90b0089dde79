//! Text in, document out.
