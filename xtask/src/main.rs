//! Set-up and orchestration of the project's own checks; no logic of the project lives here.

fn main() {}
