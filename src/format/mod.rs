//! Document in, canonical text out.
