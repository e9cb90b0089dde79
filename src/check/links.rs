//! The packages of a program in, who sees which names out.
//!
//! A package sees its own names and those that it imports, nothing else. What is imported is not passed on. Everything here
//! follows from what is written: an import leads to a declared name, whether or not the declaration is in order.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::Problems;
use crate::source::{FileId, Span};
use crate::syntax::document::{
    Declaration, DeclarationKind, Document, Import, ImportItem, Item, Name,
};

use super::directory::{Directory, Entry};
use super::from_documents::Inputs;
use super::names::nearest;
use super::problem::imports::{
    DependencyUnused, ImportClash, ImportTwice, ImportUnknown, ImportUnused, PackageUnknown,
};

/// A package of the program: 0 is the one that was opened, the others stand in the order of their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct PackageId(pub(super) u32);

impl PackageId {
    /// The place among the joined packages; none for the opened one.
    pub(super) fn joined(self) -> Option<usize> {
        usize::try_from(self.0).ok()?.checked_sub(1)
    }
}

/// Where an imported name leads.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub(super) to: PackageId,
    /// Its name there.
    pub(super) name: String,
    /// Where it is imported.
    pub(super) item: Span,
    /// Whether it has another name here.
    pub(super) renamed: bool,
}

/// Where an imported name of an object's member leads.
#[derive(Debug, Clone)]
pub(super) struct MemberLink {
    pub(super) link: Link,
    /// The object, as written in the import.
    pub(super) object: Name,
}

/// Which file belongs to which package, and which names lead to others.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// Files that do not belong to the opened package.
    files: BTreeMap<FileId, PackageId>,
    plain: BTreeMap<(PackageId, String), Link>,
    members: BTreeMap<(PackageId, String), Vec<MemberLink>>,
    /// Names that an import could not bring: using them is no second error.
    broken: BTreeSet<(PackageId, String)>,
    /// What each package is built on, itself included.
    closures: BTreeMap<PackageId, BTreeSet<PackageId>>,
    /// Imports that need no use: a norm is imported to be asked for.
    free: BTreeSet<Span>,
    items: Vec<(Span, String)>,
    used: RefCell<BTreeSet<Span>>,
}

impl Links {
    /// Follows every import of the documents.
    pub(super) fn of(documents: &[Document], inputs: &Inputs) -> (Self, Problems) {
        let mut links = Self::default();
        for (at, package) in (1_u32..).zip(&inputs.joined) {
            let files = package.files.iter();
            links.files.extend(files.map(|file| (*file, PackageId(at))));
        }
        links.close(inputs);
        let mut problems = Problems::new();
        let directory = Directory::of(documents, |span| links.package(span));
        let mut imported: BTreeSet<(PackageId, &str)> = BTreeSet::new();
        for (declaration, import) in imports(documents) {
            let package = links.package(declaration.span);
            imported.insert((package, import.package.text.as_str()));
            links.import(package, import, inputs, &directory, &mut problems);
        }
        let unused = inputs
            .dependencies
            .iter()
            .filter(|(name, _)| !imported.contains(&(PackageId::default(), name.as_str())));
        // A name that is written wrongly is told once.
        let misspelt = problems.has_errors();
        for (name, place) in unused {
            if let Some(place) = place.filter(|_| !misspelt) {
                let name = name.clone();
                problems.push(DependencyUnused { name, place });
            }
        }
        (links, problems)
    }

    /// What each package is built on.
    fn close(&mut self, inputs: &Inputs) {
        let count = u32::try_from(inputs.joined.len()).unwrap_or(u32::MAX);
        for at in 0..=count {
            let mut reached = BTreeSet::new();
            let mut waiting = vec![PackageId(at)];
            while let Some(next) = waiting.pop() {
                if reached.insert(next) {
                    let names = dependencies(inputs, next);
                    waiting.extend(names.filter_map(|name| package_named(inputs, name)));
                }
            }
            self.closures.insert(PackageId(at), reached);
        }
    }

    /// The package that a place belongs to.
    pub(super) fn package(&self, place: Span) -> PackageId {
        self.files.get(&place.file()).copied().unwrap_or_default()
    }

    /// Whether a package is the other one or built on it.
    pub(super) fn is_built_on(&self, package: PackageId, other: PackageId) -> bool {
        self.closures
            .get(&package)
            .map_or(package == other, |closure| closure.contains(&other))
    }

    /// Where an imported name of a package leads.
    pub(super) fn plain(&self, package: PackageId, word: &str) -> Option<&Link> {
        self.plain.get(&(package, word.to_owned()))
    }

    /// Where the imported members with a name lead.
    pub(super) fn members(&self, package: PackageId, word: &str) -> &[MemberLink] {
        self.members
            .get(&(package, word.to_owned()))
            .map_or(&[], Vec::as_slice)
    }

    /// All imported members.
    pub(super) fn all_members(&self) -> impl Iterator<Item = (PackageId, &str, &MemberLink)> {
        self.members.iter().flat_map(|((package, word), links)| {
            links
                .iter()
                .map(move |link| (*package, word.as_str(), link))
        })
    }

    /// The imported words of a package, and where they lead.
    pub(super) fn words(&self, package: PackageId) -> impl Iterator<Item = (&str, &Link)> {
        self.plain
            .range((package, String::new())..)
            .take_while(move |((of, _), _)| *of == package)
            .map(|((_, word), link)| (word.as_str(), link))
    }

    /// Names that are given to what is imported, and where.
    pub(super) fn renamed(&self) -> impl Iterator<Item = (&str, Span)> {
        let renamed = self.plain.iter().filter(|(_, link)| link.renamed);
        renamed.map(|((_, word), link)| (word.as_str(), link.item))
    }

    /// Whether a name is one that an import could not bring.
    pub(super) fn is_broken(&self, package: PackageId, word: &str) -> bool {
        self.broken.contains(&(package, word.to_owned()))
    }

    /// Remembers that an import is used.
    pub(super) fn mark(&self, item: Span) {
        self.used.borrow_mut().insert(item);
    }

    /// The imports that nothing uses.
    pub(super) fn unused(&self) -> Vec<ImportUnused> {
        let used = self.used.borrow();
        let unused = self
            .items
            .iter()
            .filter(|(item, _)| !used.contains(item) && !self.free.contains(item));
        unused
            .map(|(place, name)| ImportUnused {
                name: name.clone(),
                place: *place,
            })
            .collect()
    }

    fn import(
        &mut self,
        package: PackageId,
        import: &Import,
        inputs: &Inputs,
        directory: &Directory<'_>,
        problems: &mut Problems,
    ) {
        let name = import.package.text.as_str();
        let known = dependencies(inputs, package).any(|known| known == name);
        let Some(to) = package_named(inputs, name).filter(|_| known) else {
            problems.push(PackageUnknown {
                name: name.to_owned(),
                place: import.package.span,
                nearest: nearest(name, dependencies(inputs, package)),
            });
            for item in &import.items {
                self.break_item(package, item);
            }
            return;
        };
        for item in &import.items {
            self.item(package, to, name, item, directory, problems);
        }
    }

    fn item(
        &mut self,
        package: PackageId,
        to: PackageId,
        from: &str,
        item: &ImportItem,
        directory: &Directory<'_>,
        problems: &mut Problems,
    ) {
        let found = directory.find(to, item);
        let Some(first) = found.first() else {
            self.break_item(package, item);
            if !directory.is_broken(to, &item.name.text) {
                let written = written(item);
                problems.push(ImportUnknown {
                    nearest: nearest(
                        &written,
                        directory.importable(to).iter().map(String::as_str),
                    ),
                    home: directory.home(to, &item.name.text),
                    not_importable: directory.kind_of(to, &item.name.text),
                    name: written,
                    package: from.to_owned(),
                    place: item.span,
                });
            }
            return;
        };
        if found.iter().any(|entry| entry.is_norm()) {
            self.free.insert(item.span);
        }
        self.items.push((item.span, written(item)));
        let words = match &item.local {
            Some(local) => vec![local.text.clone()],
            None => first.words(),
        };
        for word in words {
            let link = Link {
                to,
                name: first.head.name.text.clone(),
                item: item.span,
                renamed: item.local.is_some(),
            };
            match &item.scope {
                None => self.link(package, word, link, &found, directory, problems),
                Some(object) => {
                    let object = object.clone();
                    let links = self.members.entry((package, word)).or_default();
                    links.push(MemberLink { link, object });
                }
            }
        }
    }

    fn link(
        &mut self,
        package: PackageId,
        word: String,
        link: Link,
        found: &[&Entry<'_>],
        directory: &Directory<'_>,
        problems: &mut Problems,
    ) {
        if let Some(own) = directory.clash(package, &word, found) {
            problems.push(ImportClash {
                name: word,
                own,
                place: link.item,
            });
            return;
        }
        let key = (package, word);
        if let Some(before) = self.plain.get(&key) {
            problems.push(ImportTwice {
                name: key.1,
                first: before.item,
                place: link.item,
            });
            return;
        }
        self.plain.insert(key, link);
    }

    fn break_item(&mut self, package: PackageId, item: &ImportItem) {
        let word = item.local.as_ref().unwrap_or(&item.name).text.clone();
        self.broken.insert((package, word));
    }
}

fn written(item: &ImportItem) -> String {
    match &item.scope {
        Some(scope) => format!("{}的{}", scope.text, item.name.text),
        None => item.name.text.clone(),
    }
}

/// The imports of all documents, in the order of the text.
fn imports(documents: &[Document]) -> impl Iterator<Item = (&Declaration, &Import)> {
    let items = documents.iter().flat_map(|document| &document.items);
    items.filter_map(|item| match item {
        Item::Declaration(declaration) => match &declaration.kind {
            DeclarationKind::Import(import) => Some((declaration, import)),
            _ => None,
        },
        Item::Broken { .. } => None,
    })
}

/// The names of the packages that a package may import from.
fn dependencies(inputs: &Inputs, package: PackageId) -> impl Iterator<Item = &str> {
    let names = match package.joined() {
        None => &inputs.dependencies,
        Some(at) => match inputs.joined.get(at) {
            Some(joined) => &joined.dependencies,
            None => &inputs.dependencies,
        },
    };
    names.keys().map(String::as_str)
}

fn package_named(inputs: &Inputs, name: &str) -> Option<PackageId> {
    let at = inputs
        .joined
        .iter()
        .position(|joined| joined.name == name)?;
    u32::try_from(at).ok()?.checked_add(1).map(PackageId)
}
