//! The packages under `policies/` that hold a text, read and checked once.

use std::sync::LazyLock;

use tiaoli::engine::Engine;

use crate::every::every;
use crate::opened::opened;

/// The packages whose folders have a text of their own.
pub fn engines() -> &'static [Engine] {
    static READ: LazyLock<Vec<Engine>> = LazyLock::new(|| {
        let every = every().into_iter();
        let holding = every.filter(|folder| folder.root.join("source").is_dir());
        holding.map(|folder| opened(&folder).engine).collect()
    });
    &READ
}
