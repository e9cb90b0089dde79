//! Document in, model out.
