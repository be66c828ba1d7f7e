//! What the tests and the bench share: libraries of any size, made up.

pub mod generate;
pub mod standin;

#[cfg(test)]
mod sample;
