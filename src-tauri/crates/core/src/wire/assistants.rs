//! What crosses about assistants, which reach the library through `paperboy mcp`.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use ts_rs::TS;

/// The settings of assistants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct Assistants {
    /// Whether they may change marks and tags.
    pub changes: bool,
    /// What is copied into the settings of each client.
    pub configurations: Vec<AssistantConfiguration>,
}

/// What is copied into the settings of a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(TS))]
pub struct AssistantConfiguration {
    /// The client.
    pub client: AssistantClient,
    /// Its text.
    pub text: String,
}

/// The clients that share a form of configuration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(TS))]
pub enum AssistantClient {
    /// Claude Code: a command to run.
    ClaudeCode,
    /// Claude Desktop, Cursor, Gemini CLI and others: JSON with `mcpServers`.
    McpServers,
    /// Visual Studio Code: JSON with `servers`.
    VsCode,
    /// Codex: TOML.
    Codex,
}

impl AssistantClient {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::ClaudeCode, Self::McpServers, Self::VsCode, Self::Codex];
}
