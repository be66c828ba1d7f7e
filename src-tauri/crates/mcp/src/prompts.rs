//! Questions that a user can choose in a client. They name the tools; the texts come by these.

use crate::answer::paper_id;
use rmcp::ErrorData;
use rmcp::model::{
    GetPromptResult, JsonObject, ListPromptsResult, Prompt, PromptArgument, PromptMessage, Role,
};
use serde_json::Value;

/// The most papers that are compared.
const MAX_COMPARED: usize = 10;

/// The prompts.
pub fn list() -> ListPromptsResult {
    let date =
        PromptArgument::new("date").with_description("YYYY-MM-DD; without it, the newest day");
    let ids = PromptArgument::new("ids")
        .with_description("arXiv ids, with commas or spaces between them")
        .with_required(true);
    ListPromptsResult::with_all_items(vec![
        Prompt::new("brief", Some("What a day's papers bring"), Some(vec![date]))
            .with_title("Brief me on today"),
        Prompt::new("compare", Some("Methods and results of some papers"), Some(vec![ids]))
            .with_title("Compare these papers"),
    ])
}

/// A prompt with its arguments filled in.
pub fn get(name: &str, arguments: &JsonObject) -> Result<GetPromptResult, ErrorData> {
    let argument = |name: &str| arguments.get(name).and_then(Value::as_str).unwrap_or_default();
    let text = match name {
        "brief" => brief(argument("date"))?,
        "compare" => compare(argument("ids"))?,
        _ => return Err(invalid("There is no such prompt; there are `brief` and `compare`.")),
    };
    Ok(GetPromptResult::new(vec![PromptMessage::new_text(Role::User, text)]))
}

fn brief(date: &str) -> Result<String, ErrorData> {
    let is_date = |c: char| c.is_ascii_digit() || c == '-';
    let call = match date {
        "" => "`day` without a date, which is the newest day".to_owned(),
        "today" => "`day` with the date today".to_owned(),
        date if date.len() == 10 && date.chars().all(is_date) => {
            format!("`day` with the date {date}")
        }
        _ => return Err(invalid("The date has to be YYYY-MM-DD or today.")),
    };
    Ok(format!(
        "Brief me on the papers of a day in my library. Call {call}, and go on with `next` until you have all. \
         Group them by topic, say in one sentence each what is new, and name the three that I should read first, with reasons. \
         Check the numbers that you repeat with `verify`. Name each paper with its arXiv id."
    ))
}

fn compare(ids: &str) -> Result<String, ErrorData> {
    let words = ids.split([',', ' ', '\n', '，', '、']).filter(|word| !word.is_empty());
    let ids: Vec<String> = words
        .take(MAX_COMPARED + 1)
        .map(|word| paper_id(word).map(|id| id.to_string()))
        .collect::<Result<_, _>>()
        .map_err(|refusal| invalid(&refusal.into_sentence()))?;
    if !(2..=MAX_COMPARED).contains(&ids.len()) {
        return Err(invalid("Name two to ten papers."));
    }
    Ok(format!(
        "Compare these papers from my library: {}. Call `read` for each, its report first and then the sections that you need. \
         Put problem, method, data, results and limits into a table, then say how they differ and which fits which purpose. \
         Check each number with `verify`, and say where two results can't be compared.",
        ids.join(", ")
    ))
}

fn invalid(sentence: &str) -> ErrorData {
    ErrorData::invalid_params(sentence.to_owned(), None)
}
