//! The `tiaoli` command.

fn main() {}
