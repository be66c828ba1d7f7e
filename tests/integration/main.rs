//! Behaviour at core.
