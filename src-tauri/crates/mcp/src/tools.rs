//! The tools: at most six, and one more where the user allows changes. Their names, descriptions
//! and schemas together stay below 2,500 tokens, since a client sends them with every question.

mod cite;
mod lists;
mod mark;
mod read;
mod verify;

use crate::answer::Refusal;
use crate::fence::Fence;
use paperboy_core::App;
use rmcp::model::{JsonObject, ToolAnnotations};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;

/// From arguments in JSON to an answer in JSON.
type Run = Box<dyn Fn(&App, JsonObject) -> Result<Value, Refusal> + Send + Sync>;

/// A tool as it is listed, and the function behind it.
pub struct Tool {
    /// Its name, description, schemas and hints.
    pub listed: rmcp::model::Tool,
    /// Whether it changes what the user did, so that the user has to allow it.
    pub changes_library: bool,
    run: Run,
}

impl Tool {
    /// Its answer to some arguments.
    pub fn call(&self, app: &App, arguments: JsonObject) -> Result<Value, Refusal> {
        (self.run)(app, arguments)
    }
}

// An answer as it is sent. Types of answers have no doc comments: these would be descriptions in
// the schemas, as those of the fields are.
#[derive(Serialize, JsonSchema)]
struct Answer<T> {
    notice: String,
    #[serde(flatten)]
    answer: T,
}

/// All tools.
pub fn all() -> Vec<Tool> {
    vec![
        reading("search", "Search the library.", lists::search),
        reading(
            "read",
            "Read a paper: abstract, report, the user's note and, if it was fetched, the full text. The answer begins with a list of its parts.",
            read::read,
        ),
        reading("day", "List the papers of a day in the order of its list.", lists::day),
        reading("related", "List papers that are related to a paper.", lists::related),
        reading("cite", "Give citations of papers.", cite::cite),
        reading(
            "verify",
            "Look up each number and name of a sentence in a paper. Use it before you state a result.",
            verify::verify,
        ),
        changing(
            "mark",
            "Star papers, mark them as read, add them to Read later, change their tags. The user can undo it.",
            mark::mark,
        ),
    ]
}

/// The answer where the user has not allowed a tool.
pub fn not_allowed() -> Refusal {
    Refusal::new(
        "The user has not allowed changes. They can do so in Paperboy, Settings, Assistants, or with `paperboy settings mcp.changes on`.",
    )
}

fn reading<A, T>(
    name: &'static str,
    description: &'static str,
    run: fn(&App, &Fence, A) -> Result<T, Refusal>,
) -> Tool
where
    A: DeserializeOwned + JsonSchema + 'static,
    T: Serialize + JsonSchema + 'static,
{
    tool(name, description, ToolAnnotations::new().read_only(true).open_world(false), run)
}

fn changing<A, T>(
    name: &'static str,
    description: &'static str,
    run: fn(&App, &Fence, A) -> Result<T, Refusal>,
) -> Tool
where
    A: DeserializeOwned + JsonSchema + 'static,
    T: Serialize + JsonSchema + 'static,
{
    let hints = ToolAnnotations::new().read_only(false).destructive(false);
    tool(name, description, hints.idempotent(true).open_world(false), run)
}

fn tool<A, T>(
    name: &'static str,
    description: &'static str,
    hints: ToolAnnotations,
    run: fn(&App, &Fence, A) -> Result<T, Refusal>,
) -> Tool
where
    A: DeserializeOwned + JsonSchema + 'static,
    T: Serialize + JsonSchema + 'static,
{
    let settings = |settings: &mut SchemaSettings| {
        settings.meta_schema = None;
        settings.inline_subschemas = true;
    };
    let inputs = SchemaSettings::draft2020_12().with(settings);
    let outputs = SchemaSettings::draft2020_12().for_serialize().with(settings);
    let input = schema::<A>(inputs.into_generator());
    let output = schema::<Answer<T>>(outputs.into_generator());
    let changes_library = hints.read_only_hint == Some(false);
    let run = move |app: &App, arguments: JsonObject| {
        let arguments = serde_json::from_value(Value::Object(arguments))
            .map_err(|error| Refusal::new(&format!("The arguments can't be used: {error}.")))?;
        let fence = Fence::new();
        let answer = Answer { notice: fence.notice(), answer: run(app, &fence, arguments)? };
        serde_json::to_value(answer)
            .map_err(|error| Refusal::new(&format!("The answer can't be sent: {error}.")))
    };
    Tool {
        listed: rmcp::model::Tool::new(name, description, input)
            .with_raw_output_schema(output)
            .annotate(hints),
        changes_library,
        run: Box::new(run),
    }
}

/// The schema of a type, without the title that is only its name in Rust.
fn schema<T: JsonSchema>(generator: SchemaGenerator) -> Arc<JsonObject> {
    let mut schema = generator.into_root_schema_for::<T>();
    schema.remove("title");
    Arc::new(schema.as_object().cloned().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens of the list as it is sent. A token of English and of JSON has at least three bytes.
    fn listed_tokens(tools: &[Tool]) -> usize {
        let listed: Vec<_> = tools.iter().map(|tool| &tool.listed).collect();
        serde_json::to_string(&listed).unwrap().len() / 3
    }

    #[test]
    fn all_tools_together_have_at_most_2500_tokens() {
        let tools = all();
        for tool in &tools {
            println!("{}: {}", tool.listed.name, listed_tokens(std::slice::from_ref(tool)));
        }
        println!("all: {} tokens", listed_tokens(&tools));
        assert!(listed_tokens(&tools) <= 2_500);
        assert_eq!(tools.iter().filter(|tool| !tool.changes_library).count(), 6);
    }
}
