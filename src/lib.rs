//! 条理 tiaoli: rules as code for public policy.
//!
//! A rule file is official prose that a parser can read. The rooms below turn it, step by step, into a program that decides
//! a case and says which provision decided what. Text goes in through [`syntax`], meaning is settled in [`check`],
//! [`compile`] lays it out for [`vm`], and [`engine`] is the one façade over them.

pub mod source;

pub mod diagnostic;

pub mod quantity;

pub mod syntax;

pub mod check;

pub mod compile;

pub mod vm;

pub mod format;

pub mod engine;

pub mod account;

pub mod wire;

pub mod record;

pub mod rerun;

// Pages are made at the door that writes files.
#[cfg(feature = "cli")]
pub mod page;

pub mod pack;

#[cfg(feature = "export")]
pub mod export;

pub mod log;

#[cfg(feature = "wasm")]
pub mod wasm;

#[cfg(feature = "cli")]
pub mod cli;
