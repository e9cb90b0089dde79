//! Arithmetic that cannot go wrong silently.
