//! The one façade over all rooms.
