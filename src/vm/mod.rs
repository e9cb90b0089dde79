//! Program and facts in, outcomes out.
