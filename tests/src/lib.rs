//! What the tests and the bench share: libraries of any size, made up.

pub mod claims;
pub mod fake_server;
pub mod fake_webdav;
pub mod fake_zotero;
pub mod generate;
pub mod hostile;
pub mod pdf;
pub mod png;
pub mod toy_model;

#[cfg(test)]
mod sample;
