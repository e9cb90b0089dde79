//! How the project talks about what is wrong.
