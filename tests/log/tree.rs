//! The tree against published roots and against the tree of another crate.

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::prelude::{any, proptest};
use sha2::Sha256;
use sm3::Sm3;
use tiaoli::log::{self, Gather, Tree, extends, extension, includes, inclusion};
use tiaoli::record::Digests;

fn tree(leaves: impl IntoIterator<Item = Digests>) -> Tree {
    let mut tree = Tree::default();
    leaves.into_iter().for_each(|leaf| tree.push(leaf));
    tree
}

/// The leaves of these tests.
fn leaf(number: u64) -> Digests {
    log::leaf(&number.to_be_bytes())
}

fn root(size: u64) -> Digests {
    tree((0..size).map(leaf)).root()
}

fn roots(ranges: Vec<std::ops::Range<u64>>, size: u64) -> Vec<Digests> {
    let mut gather = Gather::new(ranges);
    (0..size).for_each(|number| gather.push(leaf(number)));
    gather.roots()
}

#[test]
fn the_roots_are_those_that_certificate_logs_test_with() {
    let leaves: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    for (size, root) in roots.iter().enumerate() {
        let tree = tree(leaves.iter().take(size).map(|leaf| log::leaf(leaf)));
        assert_eq!(tree.root().sha256().to_string(), format!("sha256:{root}"));
    }
}

#[test]
fn every_leaf_of_every_tree_is_shown_and_nothing_else() {
    for size in 1..=40 {
        let root = root(size);
        for at in 0..size {
            let path = roots(inclusion(at, size), size);
            assert!(includes(size, &root, at, &leaf(at), &path));
            assert!(!includes(size, &root, at, &leaf(at + 1), &path));
            for other in 0..=size {
                let shown = includes(size, &root, other, &leaf(at), &path);
                assert_eq!(shown, other == at, "{at} of {size} as {other}");
            }
            // Another size may want the same way; but then it is another root.
            let next = tree((0..=size).map(leaf)).root();
            assert!(!includes(size + 1, &next, at, &leaf(at), &path));
            for step in 0..path.len() {
                let mut forged = path.clone();
                forged[step] = leaf(999);
                assert!(!includes(size, &root, at, &leaf(at), &forged));
                let mut short = path.clone();
                short.remove(step);
                assert!(!includes(size, &root, at, &leaf(at), &short));
                let mut long = path.clone();
                long.insert(step, leaf(999));
                assert!(!includes(size, &root, at, &leaf(at), &long));
            }
        }
    }
}

#[test]
fn every_tree_is_shown_to_begin_with_each_older_one_and_with_nothing_else() {
    for size in 1..=40 {
        let new = root(size);
        for old in 1..=size {
            let older = root(old);
            let path = roots(extension(old, size), size);
            assert!(extends((old, &older), (size, &new), &path), "{old} {size}");
            let other = tree((0..old).map(|number| leaf(number + 1))).root();
            assert!(!extends((old, &other), (size, &new), &path));
            assert!(!extends((old, &older), (size, &other), &path) || size == old);
            for claimed in (0..=size).filter(|claimed| *claimed != old) {
                assert!(!extends((claimed, &older), (size, &new), &path));
            }
            for step in 0..path.len() {
                let mut forged = path.clone();
                forged[step] = leaf(999);
                assert!(!extends((old, &older), (size, &new), &forged));
                let mut short = path.clone();
                short.remove(step);
                assert!(!extends((old, &older), (size, &new), &short));
            }
        }
    }
}

proptest! {
    #[test]
    fn roots_and_proofs_are_those_of_another_crate(size in 1_u64..400, at in any::<u64>(), old in any::<u64>()) {
        let (at, old) = (at % size, 1 + old % size);
        let mut sha = MemoryBackedTree::<Sha256, Vec<u8>>::new();
        let mut sm = MemoryBackedTree::<Sm3, Vec<u8>>::new();
        for number in 0..size {
            sha.push(number.to_be_bytes().to_vec());
            sm.push(number.to_be_bytes().to_vec());
        }
        let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let ours = |path: &[Digests]| -> (String, String) {
            let sha = path.iter().map(|one| one.sha256().to_string().replace("sha256:", ""));
            let sm = path.iter().map(|one| one.sm3().to_string().replace("sm3:", ""));
            (sha.collect(), sm.collect())
        };
        let new = root(size);
        assert_eq!(ours(&[new]), (hex(sha.root().as_bytes()), hex(sm.root().as_bytes())));
        let path = roots(inclusion(at, size), size);
        let place = usize::try_from(at).unwrap();
        let theirs = (hex(sha.prove_inclusion(place).as_bytes()), hex(sm.prove_inclusion(place).as_bytes()));
        assert_eq!(ours(&path), theirs);
        assert!(includes(size, &new, at, &leaf(at), &path));
        let path = roots(extension(old, size), size);
        let added = usize::try_from(size - old).unwrap();
        let theirs = (hex(sha.prove_consistency(added).as_bytes()), hex(sm.prove_consistency(added).as_bytes()));
        assert_eq!(ours(&path), theirs);
        assert!(extends((old, &root(old)), (size, &new), &path));
    }

    #[test]
    fn no_size_and_no_path_stops_the_verifier(
        sizes in any::<[u64; 3]>(), steps in 0_usize..80
    ) {
        let [size, at, old] = sizes;
        let path = vec![leaf(0); steps];
        assert!(!includes(size, &leaf(1), at, &leaf(2), &path));
        assert!(!extends((old, &leaf(1)), (size, &leaf(2)), &path));
    }
}
