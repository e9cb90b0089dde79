//! The command line, the only door with IO.
