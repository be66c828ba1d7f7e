//! The library for AI assistants: an MCP server that speaks over stdin and stdout, in the
//! versions of the protocol before and since 2026-07-28. The only package that names `rmcp`.

mod answer;
mod budget;
mod document;
mod fence;
mod items;
mod prompts;
mod resources;
mod server;
mod tools;
mod transport;

pub use transport::serve;
