//! Model in, program out.
