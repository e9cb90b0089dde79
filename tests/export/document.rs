//! An XML document as a tree.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

const XML: XmlVersion = XmlVersion::Implicit1_0;

/// An element.
#[derive(Debug, Clone, Default)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Node>,
}

/// What an element holds.
#[derive(Debug, Clone)]
pub enum Node {
    Element(Element),
    Words(String),
}

impl Element {
    /// Reads a document.
    pub fn read(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => open.push(Self::started(&start)),
                Event::Empty(start) => {
                    let element = Self::started(&start);
                    open.last_mut()
                        .unwrap()
                        .children
                        .push(Node::Element(element));
                }
                Event::End(_) => {
                    let element = open.pop().unwrap();
                    open.last_mut()
                        .unwrap()
                        .children
                        .push(Node::Element(element));
                }
                Event::Text(words) => open.last_mut().unwrap().say(&words.xml_content(XML)),
                Event::GeneralRef(name) => {
                    let letter = match name.resolve_char_ref().unwrap() {
                        Some(letter) => letter.to_string(),
                        None => quick_xml::escape::resolve_predefined_entity(&name)
                            .unwrap()
                            .to_owned(),
                    };
                    open.last_mut().unwrap().say(&letter);
                }
                Event::Decl(_) => {}
                Event::Eof => break,
                other => panic!("{other:?}"),
            }
        }
        let mut top = open.pop().unwrap();
        assert!(open.is_empty(), "an element is not closed");
        top.children
            .retain(|node| !matches!(node, Node::Words(words) if words.trim().is_empty()));
        match top.children.as_slice() {
            [Node::Element(root)] => root.clone(),
            other => panic!("not one root: {}", other.len()),
        }
    }

    fn started(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|one| {
            let one = one.unwrap();
            let key = one.key.as_ref().to_owned();
            let value = one.normalized_value(XML).unwrap();
            (key, value.into_owned())
        });
        Self {
            name: start.name().as_ref().to_owned(),
            attributes: attributes.collect(),
            children: Vec::new(),
        }
    }

    fn say(&mut self, words: &str) {
        if let Some(Node::Words(last)) = self.children.last_mut() {
            last.push_str(words);
        } else {
            self.children.push(Node::Words(words.to_owned()));
        }
    }

    pub fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Words(_) => None,
        })
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }

    /// This element and all inside it.
    pub fn all(&self) -> Vec<&Self> {
        let mut found = vec![self];
        let mut at = 0;
        while at < found.len() {
            let inner: Vec<&Self> = found[at].elements().collect();
            found.extend(inner);
            at += 1;
        }
        found
    }

    /// The first element of this name, here or inside.
    pub fn find(&self, name: &str) -> Option<&Self> {
        self.all().into_iter().find(|one| one.name == name)
    }

    /// All words inside, as they stand.
    pub fn words(&self) -> String {
        let inner = self.children.iter().map(|node| match node {
            Node::Element(element) => element.words(),
            Node::Words(words) => words.clone(),
        });
        inner.collect()
    }
}
