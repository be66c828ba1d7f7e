//! The configurations by which assistants start `paperboy mcp` on this library.

use crate::wire::{AssistantClient, AssistantConfiguration, Assistants};
use crate::{App, Error};
use serde_json::json;
use std::path::Path;

impl App {
    /// Whether assistants may change marks and tags, and the configuration for each client.
    /// `program` is the command `paperboy` as it is started.
    pub fn assistants(&self, program: &Path) -> Result<Assistants, Error> {
        let configurations = AssistantClient::ALL.map(|client| AssistantConfiguration {
            client,
            text: self.assistant_configuration(program, client),
        });
        Ok(Assistants {
            changes: self.assistants_may_change()?,
            configurations: configurations.into(),
        })
    }

    /// Whether assistants may change marks and tags.
    pub fn assistants_may_change(&self) -> Result<bool, Error> {
        Ok(self.setting("mcp.changes")? == "on")
    }

    /// The configuration for one client.
    pub fn assistant_configuration(&self, program: &Path, client: AssistantClient) -> String {
        let program = program.display().to_string();
        // The library is always named: an assistant gets the one that the window shows.
        configuration(client, &program, &self.places.library.display().to_string())
    }
}

fn configuration(client: AssistantClient, program: &str, library: &str) -> String {
    let args = ["--library", library, "mcp"];
    match client {
        AssistantClient::ClaudeCode => {
            let words = [program].into_iter().chain(args).map(shell_word);
            format!("claude mcp add paperboy -- {}", words.collect::<Vec<_>>().join(" "))
        }
        AssistantClient::McpServers => format!(
            "{:#}",
            json!({ "mcpServers": { "paperboy": { "command": program, "args": args } } })
        ),
        AssistantClient::VsCode => format!(
            "{:#}",
            json!({ "servers": { "paperboy": { "type": "stdio", "command": program, "args": args } } })
        ),
        // A string or a list of strings in JSON is one in TOML, too.
        AssistantClient::Codex => format!(
            "[mcp_servers.paperboy]\ncommand = {}\nargs = {}\n",
            json!(program),
            json!(args)
        ),
    }
}

/// A word of a command, in quotes where a shell would read it as more than a word.
fn shell_word(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "/\\:._-+@%".contains(c);
    if cfg!(windows) {
        if word.chars().all(is_plain) { word.to_owned() } else { format!("\"{word}\"") }
    } else if word.chars().all(|c| is_plain(c) && c != '\\') {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    const PROGRAM: &str = "/opt/Paper Boy/paperboy";
    const LIBRARY: &str = "/home/li/it's \"my\" 论文";

    #[test]
    fn json_and_toml_contain_the_program_and_the_library_whatever_they_are_called() {
        let of = |client| configuration(client, PROGRAM, LIBRARY);
        for (client, servers) in
            [(AssistantClient::McpServers, "mcpServers"), (AssistantClient::VsCode, "servers")]
        {
            let read: Value = serde_json::from_str(&of(client)).unwrap();
            let server = &read[servers]["paperboy"];
            assert_eq!(server["command"], PROGRAM);
            assert_eq!(server["args"], json!(["--library", LIBRARY, "mcp"]));
        }
        assert_eq!(
            of(AssistantClient::Codex),
            "[mcp_servers.paperboy]\ncommand = \"/opt/Paper Boy/paperboy\"\n\
             args = [\"--library\",\"/home/li/it's \\\"my\\\" 论文\",\"mcp\"]\n"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_shell_reads_the_command_as_its_words() {
        let command = configuration(AssistantClient::ClaudeCode, PROGRAM, LIBRARY);
        let words = command.strip_prefix("claude mcp add paperboy -- ").unwrap();
        let printed = std::process::Command::new("sh")
            .args(["-c", &format!("printf '%s\\n' {words}")])
            .output()
            .unwrap();
        let read = String::from_utf8(printed.stdout).unwrap();
        assert_eq!(read.lines().collect::<Vec<_>>(), [PROGRAM, "--library", LIBRARY, "mcp"]);
        assert_eq!(
            configuration(AssistantClient::ClaudeCode, "/usr/bin/paperboy", "/home/li/library"),
            "claude mcp add paperboy -- /usr/bin/paperboy --library /home/li/library mcp"
        );
    }
}
