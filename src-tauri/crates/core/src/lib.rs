//! Paperboy's use cases, the one entrance for the window, the command line and the tests.

pub mod wire;

#[cfg(test)]
mod bindings;
