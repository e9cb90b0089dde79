//! Documents in, the names that each package declares out, before anything is checked.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::Span;
use crate::syntax::document::{DeclarationKind, Document, Head, ImportItem, Item, NormKind};

use super::links::PackageId;

/// A namespace: what stands in two of them may have one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Room {
    Values,
    Cited,
    Units,
    Calendars,
}

/// A declared name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) head: &'a Head,
    room: Room,
    object: bool,
    norm: bool,
}

impl Entry<'_> {
    /// Its name and its alias.
    pub(super) fn words(&self) -> Vec<String> {
        let alias = self.head.alias.as_ref().map(|alias| alias.text.clone());
        std::iter::once(self.head.name.text.clone())
            .chain(alias)
            .collect()
    }

    /// Whether it is a norm that is judged.
    pub(super) const fn is_norm(&self) -> bool {
        self.norm
    }
}

/// What every package declares.
#[derive(Debug, Default)]
pub(super) struct Directory<'a> {
    /// By package and name or alias.
    plain: BTreeMap<(PackageId, &'a str), Vec<Entry<'a>>>,
    members: BTreeMap<(PackageId, &'a str), Vec<Entry<'a>>>,
    /// By package and local name: the package that it is imported from.
    imported: BTreeMap<(PackageId, &'a str), &'a str>,
    /// Declared, but nothing that another package could use.
    closed: BTreeMap<(PackageId, &'a str), (&'static str, &'static str)>,
    broken: BTreeSet<(PackageId, &'a str)>,
}

impl<'a> Directory<'a> {
    pub(super) fn of(documents: &'a [Document], package: impl Fn(Span) -> PackageId) -> Self {
        let mut all = Self::default();
        for item in documents.iter().flat_map(|document| &document.items) {
            match item {
                Item::Declaration(declaration) => {
                    all.take(package(declaration.span), &declaration.kind);
                }
                Item::Broken { span, name } => {
                    let package = package(*span);
                    let name = name.iter().map(|name| (package, name.text.as_str()));
                    all.broken.extend(name);
                }
            }
        }
        all
    }

    fn take(&mut self, package: PackageId, kind: &'a DeclarationKind) {
        match kind {
            DeclarationKind::Import(import) => {
                for item in &import.items {
                    let local = item.local.as_ref().unwrap_or(&item.name);
                    let from = import.package.text.as_str();
                    self.imported.insert((package, local.text.as_str()), from);
                }
            }
            DeclarationKind::Instrument(node) => self.enter(package, &node.head, Room::Cited),
            DeclarationKind::Clause(node) => self.enter(package, &node.head, Room::Cited),
            DeclarationKind::Unit(heads) => {
                for head in heads {
                    self.enter(package, head, Room::Units);
                }
            }
            DeclarationKind::Calendar(node) => self.enter(package, &node.head, Room::Calendars),
            DeclarationKind::Object(node) => self.enter_as(package, &node.head, true, false),
            DeclarationKind::Parameter(node) => self.enter(package, &node.head, Room::Values),
            DeclarationKind::Table(node) => self.enter(package, &node.head, Room::Values),
            DeclarationKind::Reading(node) => self.enter(package, &node.head, Room::Values),
            DeclarationKind::Norm(node) => match node.kind {
                NormKind::Repeal => self.close(package, &node.head, ("废止", "a repeal")),
                NormKind::Declaratory => {
                    self.close(package, &node.head, ("宣示", "a declaratory passage"));
                }
                NormKind::Definition | NormKind::Finding => {
                    self.enter(package, &node.head, Room::Values);
                }
                _ => self.enter_as(package, &node.head, false, true),
            },
            DeclarationKind::Erratum(node) => {
                self.close(package, &node.head, ("勘误", "an erratum"));
            }
            DeclarationKind::Questionnaire(node) => {
                self.close(package, &node.head, ("问卷", "a questionnaire"));
            }
            DeclarationKind::Example(node) => {
                self.close(package, &node.head, ("例", "an example"));
            }
            DeclarationKind::Convention(_) => {}
        }
    }

    fn enter(&mut self, package: PackageId, head: &'a Head, room: Room) {
        let entry = Entry {
            head,
            room,
            object: false,
            norm: false,
        };
        self.insert(package, entry);
    }

    fn enter_as(&mut self, package: PackageId, head: &'a Head, object: bool, norm: bool) {
        let room = Room::Values;
        self.insert(
            package,
            Entry {
                head,
                room,
                object,
                norm,
            },
        );
    }

    fn insert(&mut self, package: PackageId, entry: Entry<'a>) {
        // A norm is named outside its object.
        let member = entry.head.scope.is_some() && !entry.norm;
        let entries = if member {
            &mut self.members
        } else {
            &mut self.plain
        };
        for word in std::iter::once(&entry.head.name).chain(&entry.head.alias) {
            let key = (package, word.text.as_str());
            entries.entry(key).or_default().push(entry);
        }
    }

    fn close(&mut self, package: PackageId, head: &'a Head, kind: (&'static str, &'static str)) {
        self.closed.insert((package, head.name.text.as_str()), kind);
    }

    /// What an import may mean. An object that is only added to is no declaration of its own.
    pub(super) fn find<'d>(
        &'d self,
        package: PackageId,
        item: &'d ImportItem,
    ) -> Vec<&'d Entry<'a>> {
        let key = (package, item.name.text.as_str());
        let entries = match item.scope {
            Some(_) => self.members.get(&key),
            None => self.plain.get(&key),
        };
        let added = self.imported.contains_key(&key);
        let entries = entries.into_iter().flatten();
        entries.filter(|entry| !(entry.object && added)).collect()
    }

    /// The own declaration that an imported name would clash with. An object of the imported name adds to the imported one.
    pub(super) fn clash(
        &self,
        package: PackageId,
        word: &str,
        found: &[&Entry<'_>],
    ) -> Option<Span> {
        let own = self
            .plain
            .iter()
            .filter(|((of, own), _)| *of == package && *own == word);
        let mut own = own.flat_map(|(_, entries)| entries);
        own.find(|own| {
            found
                .iter()
                .any(|found| found.room == own.room && !(found.object && own.object))
        })
        .map(|own| own.head.name.span)
    }

    /// The names that can be imported from a package.
    pub(super) fn importable(&self, package: PackageId) -> Vec<String> {
        let plain = self.plain.keys().filter(|(of, _)| *of == package);
        let members = self.members.iter().filter(|((of, _), _)| *of == package);
        let members = members
            .flat_map(|(_, entries)| entries)
            .filter_map(|entry| {
                let scope = entry.head.scope.as_ref()?;
                Some(format!("{}的{}", scope.text, entry.head.name.text))
            });
        plain
            .map(|(_, word)| (*word).to_owned())
            .chain(members)
            .collect()
    }

    /// From where a package imports a name itself.
    pub(super) fn home(&self, package: PackageId, word: &str) -> Option<String> {
        let from = self.imported.get(&(package, word));
        from.map(|from| (*from).to_owned())
    }

    /// What a name is that cannot be imported.
    pub(super) fn kind_of(
        &self,
        package: PackageId,
        word: &str,
    ) -> Option<(&'static str, &'static str)> {
        self.closed.get(&(package, word)).copied()
    }

    /// Whether the name belongs to a declaration that could not be read.
    pub(super) fn is_broken(&self, package: PackageId, word: &str) -> bool {
        self.broken.contains(&(package, word))
    }
}
