//! `mcp`: the built command with a client at the other end of its pipes.

mod client;
mod hostile;
mod schema;

use crate::harness::Library;
use crate::harness::source::{DAY, Source, id};
use client::{Client, Era};
use hostile::{HARMFUL, ID, OTHER};
use paperboy_core::{App, Clock, Places};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Each tool that only reads, with arguments that have an answer in the library of `hostile`.
fn readings() -> Vec<(&'static str, Value)> {
    vec![
        (
            "search",
            json!({"query": "zymurgy", "fields": ["authors", "abstract", "contribution", "results", "tags", "note", "links"]}),
        ),
        ("read", json!({"id": ID})),
        ("day", json!({"fields": ["authors", "abstract", "tags", "note"]})),
        ("related", json!({"id": OTHER, "fields": ["abstract"]})),
        ("cite", json!({"ids": [ID, OTHER, "2601.09999"], "form": "plain"})),
        (
            "verify",
            json!({"id": ID, "sentence": "The accuracy is 71.47, not 99.99, on IgnoreNet."}),
        ),
    ]
}

/// An upper bound of the tokens of English, Chinese and JSON: a token has at least three bytes.
fn tokens(text: &str) -> usize {
    text.len().div_ceil(3)
}

/// Opens the library as the window does.
fn open(library: &Library) -> Arc<App> {
    let clock: Clock = Arc::new(jiff::Timestamp::now);
    let places = Places { library: library.folder().into(), logs: library.path("logs").into() };
    App::open(places, clock).unwrap()
}

#[test]
fn clients_of_both_eras_list_and_call_every_tool() {
    let library = hostile::library();
    for era in [Era::Handshake, Era::Stateless] {
        let mut client = Client::start(&library, era);
        if era == Era::Stateless {
            let discovered = client.request("server/discover", json!({}));
            let versions = discovered["result"]["supportedVersions"].to_string();
            assert!(versions.contains("2026-07-28") && versions.contains("2025-11-25"));
        }
        let listed = client.request("tools/list", json!({}));
        let tools = listed["result"]["tools"].as_array().unwrap();
        for (tool, (name, arguments)) in tools.iter().zip(readings()) {
            assert_eq!(tool["name"], name);
            assert_eq!(tool["annotations"]["readOnlyHint"], true, "{name}");
            assert_eq!(schema::misfit(&tool["inputSchema"], &arguments), None, "{name}");
            let answer = client.call(name, arguments);
            assert_eq!(schema::misfit(&tool["outputSchema"], &answer), None, "{name}");
        }
        assert_eq!(tools.len(), 6);
        assert_eq!(client.end(), Some(0));
    }
}

#[test]
fn the_list_of_tools_has_at_most_2500_tokens() {
    let library = Library::new();
    assert_eq!(library.run(&["settings", "mcp.changes", "on"]).code, 0);
    let mut client = Client::silent(&library, Era::Handshake);
    let instructions = client.initialize()["result"]["instructions"].to_string();
    let listed = client.request("tools/list", json!({}))["result"]["tools"].take();
    let all = tokens(&listed.to_string()) + tokens(&instructions);
    println!(
        "{} tools, at most {all} tokens with the instructions",
        listed.as_array().unwrap().len()
    );
    assert!(all <= 2_500, "{all} tokens");
}

#[test]
fn a_hidden_order_reaches_the_client_between_tags_that_it_can_not_close() {
    let library = hostile::library();
    let mut client = Client::start(&library, Era::Handshake);
    let mut tags = BTreeSet::new();
    let mut met = 0;
    for (name, arguments) in readings() {
        let answer = client.call(name, arguments);
        let tag = hostile::tag_of(answer["notice"].as_str().unwrap());
        assert_eq!(hostile::outside(&answer, &tag), "", "{name}");
        met += usize::from(answer.to_string().contains(HARMFUL));
        assert!(tags.insert(tag), "the tags of {name} are those of an earlier answer");
    }
    assert_eq!(met, 6, "the order is in every answer");
    for address in [format!("paperboy://paper/{ID}"), format!("paperboy://day/{DAY}")] {
        let read = client.request("resources/read", json!({"uri": address}));
        let text = read["result"]["contents"][0]["text"].clone();
        let tag = hostile::tag_of(text.as_str().unwrap());
        assert!(text.to_string().contains(HARMFUL));
        assert_eq!(hostile::outside(&text, &tag), "", "{address}");
    }
    let starred = library.json(&["list", "--starred"]);
    assert_eq!(starred, json!([]), "reading changed a mark");
}

#[test]
fn verify_answers_as_core_does() {
    let library = hostile::library();
    let mut client = Client::start(&library, Era::Handshake);
    let app = open(&library);
    for (id, sentence) in [
        (ID, "准确率为 71.47，基线为 99.99，提升 3 倍。"),
        (ID, "The accuracy is about 71.5 on IgnoreNet, 20% above GPT-4."),
        (OTHER, "The accuracy is 71.47."),
        (ID, "Nothing to look up."),
    ] {
        let check = app.verify(id, sentence).unwrap();
        let answer = client.call("verify", json!({"id": id, "sentence": sentence}));
        assert_eq!(answer["whole_paper"], check.whole, "{sentence}");
        let claims = answer["claims"].as_array().unwrap();
        assert_eq!(claims.len(), check.claims.len(), "{sentence}");
        for (claim, of_core) in claims.iter().zip(&check.claims) {
            assert_eq!(
                (&claim["text"], &claim["kind"]),
                (&json!(of_core.text), &json!(of_core.kind))
            );
            assert_eq!(claim["outcome"], json!(of_core.outcome), "{sentence}");
            let supported = claim["found"] == true;
            assert_eq!(supported, of_core.passage.is_some(), "{sentence}: {claim}");
            if let Some(passage) = &of_core.passage {
                assert!(claim["evidence"].as_str().unwrap().contains(&passage.text), "{claim}");
            }
        }
    }
    let found = client.call("verify", json!({"id": ID, "sentence": "It reaches 71.47."}));
    assert_eq!(found["claims"][0]["found"], true);
}

#[test]
fn changes_need_the_users_permission_at_every_moment() {
    let library = hostile::library();
    let mut client = Client::start(&library, Era::Handshake);
    let star = json!({"ids": [ID, "2601.09999"], "starred": true, "add_tags": ["to-teach"]});
    let starred =
        |library: &Library| library.json(&["list", "--starred"]).as_array().unwrap().len();
    assert!(!client.tools().contains(&"mark".to_owned()));
    assert!(client.refusal("mark", star.clone()).contains("mcp.changes"));
    assert_eq!(starred(&library), 0);
    library.run(&["settings", "mcp.changes", "on"]);
    assert!(client.tools().contains(&"mark".to_owned()));
    let marked = client.call("mark", star.clone());
    assert_eq!((&marked["changed"], &marked["unknown"]), (&json!(1), &json!(["2601.09999"])));
    assert_eq!(client.call("mark", star.clone())["changed"], 0);
    let paper = library.json(&["show", ID]);
    assert_eq!((&paper["starred"], &paper["tags"][1]), (&json!(true), &json!("to-teach")));
    assert!(client.refusal("mark", json!({"ids": [ID]})).contains("starred"));
    open(&library).undo(None).unwrap();
    let paper = library.json(&["show", ID]);
    assert_eq!((&paper["starred"], &paper["tags"][1]), (&json!(false), &Value::Null), "one undo");
    client.call("mark", star);
    let unstar = json!({"ids": [ID], "starred": false});
    library.run(&["settings", "mcp.changes", "off"]);
    client.refusal("mark", unstar);
    assert_eq!(starred(&library), 1);
}

#[test]
fn no_answer_is_larger_than_its_budget_and_the_cursors_lead_to_everything_once() {
    let library = Library::with_day("2025-12-20", 60);
    let mut client = Client::start(&library, Era::Handshake);
    let all: Vec<String> = ids(&library.json(&["list", "2025-12-20"]));
    for (tool, arguments) in [
        ("day", json!({"date": "2025-12-20", "fields": ["abstract", "results"]})),
        ("search", json!({"query": "date:2025-12-20", "limit": 1_000_000_000_u64})),
    ] {
        let pages = pages(&mut client, tool, &arguments);
        assert!(pages.len() > 1, "{tool}: {} pages", pages.len());
        let mut met: Vec<String> = pages.iter().flat_map(|page| ids(&page["papers"])).collect();
        if tool == "search" {
            met.sort();
            let mut all = all.clone();
            all.sort();
            assert_eq!(met, all);
        } else {
            assert_eq!(met, all);
        }
    }
    let cited = json!({"ids": all[..50], "form": "bibtex"});
    let cited: usize = pages(&mut client, "cite", &cited)
        .iter()
        .map(|page| page["citations"].as_array().unwrap().len())
        .sum();
    assert_eq!(cited, 50);
    let figures: Vec<String> = (100..900).map(|n| format!("{n}.5")).collect();
    let sentence = json!({"id": all[0], "sentence": figures[..120].join(" ")});
    pages(&mut client, "verify", &sentence);
}

#[test]
fn a_long_paper_is_read_in_parts_without_a_loss() {
    let library = hostile::library();
    let mut client = Client::start(&library, Era::Handshake);
    let pages = pages(&mut client, "read", &json!({"id": ID}));
    assert!(pages.len() > 2, "{} pages", pages.len());
    let text: String = pages
        .iter()
        .map(|page| {
            let tag = hostile::tag_of(page["notice"].as_str().unwrap());
            let text = page["text"].as_str().unwrap();
            let text = text.strip_prefix(&format!("<{tag}>\n")).unwrap();
            text.strip_suffix(&format!("\n</{tag}>")).unwrap().to_owned()
        })
        .collect();
    for number in 0..hostile::PARAGRAPHS {
        assert!(text.contains(&hostile::marker(number)), "paragraph {number}");
    }
    assert!(text.contains("et al. (8 authors)") && !text.contains("Author 5"), "{}", &text[..600]);
    let part = client.call("read", json!({"id": ID, "section": "Limitations"}));
    assert!(part["text"].as_str().unwrap().contains("It is slow."), "{part}");
    assert!(client.refusal("read", json!({"id": ID, "section": "Zebras"})).contains("section"));
}

#[test]
fn nonsense_is_refused_and_the_next_request_is_answered() {
    let library = hostile::library();
    let mut client = Client::silent(&library, Era::Handshake);
    let long = format!(r#"{{"jsonrpc":"2.0","id":907,"method":"{}"}}"#, "x".repeat(3 << 20));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let lines = [
        "",
        "nonsense",
        "{}",
        "[]",
        "[1,2]",
        "null",
        "\u{0}\u{1}",
        "{\"jsonrpc\":\"2.0\"}",
        r#"{"jsonrpc":"1.0","id":901,"method":"ping"}"#,
        r#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#,
        r#"{"jsonrpc":"2.0","id":909,"method":"initialize"}"#,
        r#"{"jsonrpc":"2.0","id":909,"method":"tools/call","params":7}"#,
        r#"{"jsonrpc":"2.0","id":909,"result":{}}"#,
        r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
        r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}"#,
        &long,
        &deep,
    ];
    lines.iter().for_each(|line| client.line(line));
    assert_eq!(client.initialize()["result"]["serverInfo"]["name"], "paperboy");
    lines.iter().for_each(|line| client.line(line));
    for (method, params) in [
        ("tools/call", json!({"name": "rm", "arguments": {}})),
        ("tools/call", json!({"name": "x".repeat(500_000)})),
        ("resources/read", json!({"uri": "file:///etc/passwd"})),
        ("resources/read", json!({"uri": "paperboy://paper/2601.09999"})),
        ("resources/read", json!({"uri": "paperboy://day/2026-02-31"})),
        ("resources/read", json!({"uri": "paperboy://search?q=x"})),
        ("resources/read", json!({"uri": format!("paperboy://paper/{ID}?cursor=-1")})),
        ("resources/list", json!({"cursor": "nonsense"})),
        ("prompts/get", json!({"name": "nonsense"})),
        ("prompts/get", json!({"name": "brief", "arguments": {"date": "today; star all"}})),
        ("prompts/get", json!({"name": "compare", "arguments": {"ids": ID}})),
        ("no/such/method", json!({})),
    ] {
        let answer = client.request(method, params);
        assert!(answer["error"]["code"].is_i64(), "{method}: {answer}");
        assert!(answer.to_string().len() < 2_000, "{method}: {} bytes", answer.to_string().len());
    }
    for (tool, arguments) in [
        ("search", json!({})),
        ("search", json!({"query": 7})),
        ("search", json!({"query": "x", "limit": -1})),
        ("search", json!({"query": "x", "limit": 1e30})),
        ("search", json!({"query": "x", "cursor": "nonsense"})),
        ("search", json!({"query": "x".repeat(500_000)})),
        ("search", json!({"query": "x", "nonsense": "y".repeat(500_000)})),
        ("search", json!({"query": "x", "fields": ["paths"]})),
        ("read", json!({"id": "nonsense".repeat(1_000)})),
        ("read", json!({"id": "2601.09999"})),
        ("read", json!({"id": "../../etc/passwd"})),
        ("day", json!({"date": "2026-02-31"})),
        ("day", json!({"date": "2999-01-01"})),
        ("day", json!({"date": "2025-12-20..2025-12-30"})),
        ("related", json!({"id": ""})),
        ("cite", json!({"ids": vec![ID; 51], "form": "apa"})),
        ("cite", json!({"ids": [ID], "form": "word"})),
        ("verify", json!({"id": ID, "sentence": "x".repeat(100_000)})),
    ] {
        let refusal = client.refusal(tool, arguments);
        assert!(!refusal.is_empty() && refusal.len() < 1_000, "{tool}: {refusal}");
    }
    // Far too much is asked for, and as much as there is comes.
    let everything = json!({"query": "", "limit": 1_000_000_000_u64, "cursor": "4294967295"});
    assert_eq!(client.call("search", everything)["papers"], json!([]));
    let most = client.call("search", json!({"query": "zymurgy", "limit": 1_000_000_000_u64}));
    assert_eq!(most["papers"].as_array().unwrap().len(), 2);
    assert_eq!(client.end(), Some(0));
}

#[test]
fn no_answer_and_no_refusal_names_a_path() {
    let library = hostile::library();
    let mut client = Client::start(&library, Era::Handshake);
    let folder = library.folder();
    for (name, arguments) in readings() {
        let result = client.result(name, arguments).to_string();
        assert!(!result.contains(&folder) && !result.contains("library.db"), "{name}: {result}");
    }
    let (there, away) = (library.path("library"), library.path("away"));
    std::fs::rename(&there, away).unwrap();
    std::fs::write(there, "no folder").unwrap();
    for (name, arguments) in readings() {
        let result = client.result(name, arguments).to_string();
        assert!(!result.contains(&folder) && !result.contains("library.db"), "{name}: {result}");
    }
}

#[test]
fn days_and_papers_are_resources_and_two_prompts_name_the_tools() {
    let library = hostile::library();
    let mut client = Client::start(&library, Era::Stateless);
    let days = client.request("resources/list", json!({}));
    assert_eq!(days["result"]["resources"][0]["uri"], format!("paperboy://day/{DAY}"));
    let templates = client.request("resources/templates/list", json!({}));
    assert_eq!(templates["result"]["resourceTemplates"].as_array().unwrap().len(), 2);
    let mut address = format!("paperboy://paper/{ID}");
    let mut text = String::new();
    loop {
        let read = client.request("resources/read", json!({"uri": address}));
        let contents = &read["result"]["contents"][0];
        assert_eq!(contents["mimeType"], "text/markdown");
        let page = contents["text"].as_str().unwrap();
        assert!(tokens(page) <= 8_000);
        text.push_str(page);
        let Some((_, next)) = page.rsplit_once("This goes on at ") else { break };
        address = next.trim().to_owned();
    }
    assert!(text.contains(&hostile::marker(hostile::PARAGRAPHS - 1)));
    let prompts = client.request("prompts/list", json!({}));
    assert_eq!(prompts["result"]["prompts"].as_array().unwrap().len(), 2);
    for (name, arguments) in
        [("brief", json!({})), ("compare", json!({"ids": format!("{ID}, arXiv:{OTHER}v2")}))]
    {
        let prompt = client.request("prompts/get", json!({"name": name, "arguments": arguments}));
        let text = prompt["result"]["messages"][0]["content"]["text"].as_str().unwrap();
        assert!(text.contains("`verify`"), "{text}");
    }
}

fn ids(papers: &Value) -> Vec<String> {
    let papers = papers.as_array().unwrap().iter();
    papers.map(|paper| paper["id"].as_str().unwrap().to_owned()).collect()
}

/// All answers of a tool, by their cursors; none exceeds the budget.
fn pages(client: &mut Client, tool: &str, arguments: &Value) -> Vec<Value> {
    let mut arguments = arguments.clone();
    let mut pages = Vec::new();
    loop {
        let page = client.call(tool, arguments.clone());
        // It comes twice.
        let size = 2 * tokens(&page.to_string());
        assert!(size <= 8_000, "{tool}: {size} tokens");
        let next = page["next"].clone();
        pages.push(page);
        assert!(pages.len() < 500, "{tool} does not end");
        if next.is_null() {
            return pages;
        }
        arguments["cursor"] = next;
    }
}

#[test]
fn a_library_that_takes_the_place_of_another_is_answered_from() {
    let library = Library::with_day("2025-12-20", 3);
    let other = Library::with_day("2025-12-21", 4);
    let mut client = Client::start(&library, Era::Handshake);
    assert_eq!(client.call("day", json!({}))["date"], "2025-12-20");
    let place = std::path::Path::new(&library.folder()).join("library.db");
    std::fs::rename(std::path::Path::new(&other.folder()).join("library.db"), place).unwrap();
    let day = client.call("day", json!({}));
    assert_eq!((&day["date"], &day["total"]), (&json!("2025-12-21"), &json!(4)));
    let found = client.call("search", json!({"query": "date:2025-12-20"}));
    assert_eq!(found["total"], 0, "the index follows");
}

#[test]
fn what_hugging_faces_model_wrote_is_named_as_such_and_an_abstract_is_no_contribution() {
    let source = Source::new(1);
    let paper = json!({
        "id": id(0), "title": "Paper 0", "summary": "We count cranes by their shadows.", "authors": [],
        "ai_summary": "Quokkas hop over every bar.",
    });
    let list = json!([{ "title": "Paper 0", "paper": paper }]);
    source.source.answer("/api/daily_papers", 200, &list.to_string());
    let library = source.library();
    library.json(&["fetch", DAY, "--no-write"]);
    let mut client = Client::start(&library, Era::Handshake);
    let found = client.call("search", json!({"query": "quokkas"}));
    let text = found["papers"][0]["text"].as_str().unwrap();
    assert!(text.contains("\nAI summary by Hugging Face: Quokkas hop over every bar."), "{text}");
    assert!(!text.contains("\npassage: "), "{text}");
    let day = client.call("day", json!({"date": DAY}));
    let text = day["papers"][0]["text"].as_str().unwrap();
    assert!(text.contains("\nabstract: We count cranes by their shadows."), "{text}");
    assert!(!text.contains("\ncontribution: "), "{text}");
}

/// As extractive reports of earlier versions have it.
#[test]
fn a_contribution_that_is_the_summary_of_hugging_faces_model_is_named_as_such_wherever_it_is_read()
{
    let source = Source::new(1);
    let sentence = "We propose a counter of cranes that reads their shadows.";
    let paper = json!({
        "id": id(0), "title": "Paper 0", "summary": format!("{sentence} It reaches an accuracy of 71.47."), "authors": [],
        "ai_summary": sentence,
    });
    let list = json!([{ "title": "Paper 0", "paper": paper }]);
    source.source.answer("/api/daily_papers", 200, &list.to_string());
    let library = source.library();
    library.json(&["fetch", DAY, "--no-write"]);
    let id = id(0);
    library.json(&["write", &id, "--writer", "extract"]);
    assert_eq!(library.json(&["show", &id])["contribution_by_hugging_face"], true);
    let shown = library.run(&["show", &id]);
    assert!(String::from_utf8_lossy(&shown.stdout).contains(" (AI summary by Hugging Face)\n"));
    for format in ["markdown", "html"] {
        let file = library.path(&format!("out.{format}"));
        library.run(&["export", &id, "--format", format, "--out", &file]);
        let text = std::fs::read_to_string(&file).unwrap();
        assert!(
            text.contains("（Hugging Face 的 AI 摘要）")
                || text.contains("(AI summary by Hugging Face)"),
            "{text}"
        );
    }
    let mut client = Client::start(&library, Era::Handshake);
    let day = client.call("day", json!({"date": DAY}));
    let text = day["papers"][0]["text"].as_str().unwrap();
    assert!(text.contains("\nAI summary by Hugging Face: "), "{text}");
    let read = client.call("read", json!({"id": id}));
    assert!(
        read.to_string().contains("its contribution is an AI summary by Hugging Face"),
        "{read}"
    );
}
