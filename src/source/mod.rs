//! Where something is written: files, spans, lines, instrument texts and their markers.
