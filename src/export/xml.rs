//! An XML document, element by element: structure on lines of its own, words exactly as they are given.
//!
//! Blanks are added between elements that hold elements only. Inside an element that holds words nothing is added.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A document that grows.
pub(crate) struct Xml {
    writer: Writer<Vec<u8>>,
    depth: usize,
}

/// The attributes of an element, in order.
pub(crate) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    pub(crate) fn new() -> Self {
        let mut xml = Self {
            writer: Writer::new(Vec::new()),
            depth: 0,
        };
        xml.put(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml
    }

    /// An element that holds elements, up to [`Xml::close`].
    pub(crate) fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.line();
        self.start(name, attributes);
        self.depth = self.depth.saturating_add(1);
    }

    pub(crate) fn close(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.line();
        self.end(name);
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.line();
        self.point(name, attributes);
    }

    /// An element that holds these words.
    pub(crate) fn said(&mut self, name: &str, attributes: Attributes<'_>, words: &str) {
        self.begin(name, attributes);
        self.words(words);
        self.end(name);
    }

    /// An element on a line of its own that holds words, up to [`Xml::end`].
    pub(crate) fn begin(&mut self, name: &str, attributes: Attributes<'_>) {
        self.line();
        self.start(name, attributes);
    }

    /// An element among words, up to [`Xml::end`].
    pub(crate) fn start(&mut self, name: &str, attributes: Attributes<'_>) {
        let element = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.put(Event::Start(element));
    }

    pub(crate) fn end(&mut self, name: &str) {
        self.put(Event::End(BytesEnd::new(name)));
    }

    /// An element without content among words.
    pub(crate) fn point(&mut self, name: &str, attributes: Attributes<'_>) {
        let element = BytesStart::new(name).with_attributes(attributes.iter().copied());
        self.put(Event::Empty(element));
    }

    /// Words, as they are.
    pub(crate) fn words(&mut self, words: &str) {
        self.put(Event::Text(BytesText::new(words)));
    }

    /// The document, ending with a new line.
    pub(crate) fn done(self) -> String {
        let mut bytes = self.writer.into_inner();
        bytes.push(b'\n');
        // Only whole texts were written.
        String::from_utf8(bytes).unwrap_or_default()
    }

    fn line(&mut self) {
        let blanks = format!("\n{}", "  ".repeat(self.depth));
        self.put(Event::Text(BytesText::from_escaped(blanks)));
    }

    fn put(&mut self, event: Event<'_>) {
        // Writing to memory does not fail.
        let _ = self.writer.write_event(event);
    }
}

/// The first character that XML 1.0 cannot hold, and the byte where it stands.
pub(crate) fn first_unwritable(text: &str) -> Option<(usize, char)> {
    text.char_indices().find(|(_, letter)| {
        matches!(letter, '\u{0}'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
    })
}
