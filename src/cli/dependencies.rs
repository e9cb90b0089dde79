//! The packages that a package is built on: found by the paths in `tiaoli.toml`, read once each, refused where they do not fit.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use semver::Version;

use crate::cli::folder::{Folder, MANIFEST};
use crate::cli::manifest::Dependency;
use crate::cli::voice::Stop;
use crate::diagnostic::Words;

/// How many packages a program may have beside the one that is opened.
const MAX_PACKAGES: usize = 64;
/// How many packages may each be built on the next.
const MAX_DEPTH: usize = 16;

/// Reads all packages that a package is built on, in the order of their names.
///
/// # Errors
/// What is missing, goes round in a circle or does not fit, and where.
pub(crate) fn read(package: &Folder) -> Result<Vec<Folder>, Stop> {
    let mut reader = Reader {
        found: BTreeMap::new(),
        chain: vec![(package.manifest.name.clone(), place_of(&package.root))],
    };
    reader.follow(package)?;
    let found = reader.found.into_values();
    Ok(found.map(|one| one.folder).collect())
}

/// A refusal inside a package that is reached through another.
pub(crate) fn inside(name: &str, stop: Stop) -> Stop {
    let words = Words::new(
        format!("引用的规则包“{name}”：{}", stop.words.zh),
        format!(
            "in the package `{name}`, which is imported: {}",
            stop.words.en
        ),
    );
    Stop { words, ..stop }
}

struct Reader {
    /// By name: the folder, all links followed, who names it first, and what it holds.
    found: BTreeMap<String, Found>,
    /// The packages on the way here.
    chain: Vec<(String, PathBuf)>,
}

/// A package that was reached.
struct Found {
    place: PathBuf,
    /// The package that names it first, and the path that it gives.
    named: (String, String),
    folder: Folder,
}

impl Reader {
    /// Reads what a package names. Packages that are already known are not read again, so this ends.
    fn follow(&mut self, package: &Folder) -> Result<(), Stop> {
        let by = package.manifest.name.as_str();
        for dependency in &package.dependencies {
            let root = package.root.join(&dependency.path);
            let place = self.place(by, dependency, &root)?;
            if self.chain.iter().any(|(_, known)| *known == place) {
                return Err(self.circle(&place));
            }
            if let Some(known) = self.found.get(&dependency.name) {
                if known.place != place {
                    return Err(two_folders(by, dependency, known));
                }
                fits(by, dependency, &known.folder)?;
                continue;
            }
            if self.chain.len() > MAX_DEPTH {
                return Err(self.too_deep());
            }
            let folder = Folder::read(&root).map_err(|stop| inside(&dependency.name, stop))?;
            fits(by, dependency, &folder)?;
            if self.found.len() >= MAX_PACKAGES {
                return Err(too_many());
            }
            self.chain.push((dependency.name.clone(), place.clone()));
            self.follow(&folder)?;
            self.chain.pop();
            let found = Found {
                place,
                named: (by.to_owned(), dependency.path.clone()),
                folder,
            };
            self.found.insert(dependency.name.clone(), found);
        }
        Ok(())
    }

    /// The folder of a dependency, all links followed.
    fn place(&self, by: &str, dependency: &Dependency, root: &Path) -> Result<PathBuf, Stop> {
        let name = &dependency.name;
        let shown = &dependency.path;
        if !root.is_dir() {
            return Err(Stop::file(
                format!("“{by}”引用的规则包“{name}”不在“{shown}”：没有这个目录"),
                format!("the package `{name}`, on which `{by}` is built, is not at `{shown}`: there is no such folder"),
            )
            .help(
                format!("在“{by}”的 {MANIFEST} 里写对 path；它从 {MANIFEST} 所在的目录算起"),
                format!("put `path` right in {MANIFEST} of `{by}`; it starts from the folder of {MANIFEST}"),
            ));
        }
        if !root.join(MANIFEST).is_file() {
            return Err(Stop::file(
                format!("“{by}”引用的“{shown}”不是规则包：里面没有 {MANIFEST}"),
                format!("`{shown}`, on which `{by}` is built, is no package: there is no {MANIFEST} in it"),
            )
            .help(
                format!("把 path 写到有 {MANIFEST} 的目录"),
                format!("let `path` name a folder with a {MANIFEST}"),
            ));
        }
        Ok(place_of(root))
    }

    fn circle(&self, place: &Path) -> Stop {
        let from = self.chain.iter().position(|(_, known)| known == place);
        let ring = self.chain.iter().skip(from.unwrap_or(0));
        let mut names: Vec<&str> = ring.map(|(name, _)| name.as_str()).collect();
        names.extend(names.first().copied());
        let ring = names.join(" → ");
        Stop::file(
            format!("规则包的引用绕成了圈：{ring}"),
            format!("packages import each other in a circle: {ring}"),
        )
        .help(
            "把两边都用的声明放进另一个规则包，由两边引用",
            "move what both need into a package of its own, and import it from both",
        )
    }

    fn too_deep(&self) -> Stop {
        let names: Vec<&str> = self.chain.iter().map(|(name, _)| name.as_str()).collect();
        let chain = names.join(" → ");
        Stop::file(
            format!("规则包一层引用一层，超过 {MAX_DEPTH} 层：{chain} → …"),
            format!("packages are built on each other more than {MAX_DEPTH} deep: {chain} → …"),
        )
        .help(
            "直接引用真正用到的规则包",
            "import from the packages whose names are used",
        )
    }
}

/// Whether a package is the one that is named, in a version that will do.
fn fits(by: &str, dependency: &Dependency, folder: &Folder) -> Result<(), Stop> {
    let (wanted, name) = (&dependency.name, &folder.manifest.name);
    let path = &dependency.path;
    if wanted != name {
        return Err(Stop::file(
            format!("“{by}”引用“{wanted}”，而“{path}”里的规则包叫“{name}”"),
            format!(
                "`{by}` is built on `{wanted}`, but the package in `{path}` is called `{name}`"
            ),
        )
        .help(
            format!("在“{by}”的 {MANIFEST} 里写 \"{name}\"，或者写对 path"),
            format!("write \"{name}\" in {MANIFEST} of `{by}`, or put `path` right"),
        ));
    }
    let version = &folder.manifest.version;
    let Ok(read) = Version::parse(version) else {
        return Err(Stop::file(
            format!("规则包“{name}”的版本“{version}”不是三段的版本号"),
            format!("the version `{version}` of the package `{name}` is not of three parts"),
        )
        .help(
            format!("在“{name}”的 {MANIFEST} 里写成 version = \"0.1.0\" 这样"),
            format!("write it like version = \"0.1.0\" in {MANIFEST} of `{name}`"),
        ));
    };
    if dependency.version.matches(&read) {
        return Ok(());
    }
    let wanted = &dependency.version;
    Err(Stop::file(
        format!("“{by}”要求“{name}”的版本是 {wanted}，“{path}”里的是 {version}"),
        format!("`{by}` needs version {wanted} of `{name}`; the one in `{path}` is {version}"),
    )
    .help(
        format!("换成合适的版本；确认可以用的，在“{by}”的 {MANIFEST} 里改 version"),
        format!("take a version that fits; if this one will do, change `version` in {MANIFEST} of `{by}`"),
    ))
}

fn two_folders(by: &str, dependency: &Dependency, known: &Found) -> Stop {
    let (name, path) = (&dependency.name, &dependency.path);
    let (first, known) = &known.named;
    Stop::file(
        format!("规则包“{name}”有两个目录：“{first}”写的是“{known}”，“{by}”写的是“{path}”"),
        format!("the package `{name}` is named at two folders: `{known}` by `{first}`, and `{path}` by `{by}`"),
    )
    .help(
        "让各个 tiaoli.toml 的 path 都指向同一个目录",
        "let `path` lead to one folder in every tiaoli.toml",
    )
}

fn too_many() -> Stop {
    Stop::file(
        format!("引用的规则包超过 {MAX_PACKAGES} 个"),
        format!("more than {MAX_PACKAGES} packages are imported"),
    )
    .help("把几个规则包并成一个", "join some packages into one")
}

/// A folder with all links followed, so that one folder has one name.
fn place_of(root: &Path) -> PathBuf {
    fs::canonicalize(root).unwrap_or_else(|_| root.to_owned())
}
