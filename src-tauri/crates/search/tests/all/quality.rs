//! How good the ranking is: judged queries over a real day, where the capture is there. Prints the
//! figures.

use paperboy_search::{Entry, Field, Index, SearchRequest, Sort, matches_in, parse, snippet};
use std::collections::HashMap;
use std::path::PathBuf;

/// A file of the captures next to the repository; a line is printed when it is absent.
fn capture(path: &str) -> Option<String> {
    let shared = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../..");
    let relevant_hits = ["shared", "../shared"]
        .iter()
        .find_map(|place| std::fs::read_to_string(shared.join(place).join(path)).ok());
    if relevant_hits.is_none() {
        eprintln!("skipped: ../shared/{path} is absent");
    }
    relevant_hits
}

/// The report cut crudely into fields: enough to be searched.
fn entries(report: &str) -> Vec<Entry> {
    let papers = report.split("\n## 📄 ").skip(1);
    let mut entries = Vec::new();
    for paper in papers {
        let title = paper.lines().next().unwrap().to_owned();
        let id = paper
            .split("huggingface.co/papers/")
            .nth(1)
            .unwrap()
            .split_whitespace()
            .next()
            .unwrap()
            .to_owned();
        let mut texts = vec![(Field::Title, title)];
        let mut field = None;
        let sections = [
            ("应用领域", Field::Domain),
            ("一句话核心贡献", Field::Contribution),
            ("使用指南", Field::Usage),
            ("主要创新点", Field::Innovations),
            ("实验效果", Field::Results),
        ];
        for line in paper.lines().skip(1) {
            let heading = line
                .trim_start_matches(|c: char| "#*. 0123456789".contains(c))
                .trim_end_matches('*')
                .trim();
            if let Some((_, of)) = sections
                .iter()
                .find(|(name, _)| heading.starts_with(name) && heading.chars().count() < 16)
            {
                field = Some(*of);
                texts.push((*of, String::new()));
            } else if field.is_some() && !line.starts_with("====") {
                let text = &mut texts.last_mut().unwrap().1;
                text.push_str(&line.replace(['*', '`'], ""));
                text.push('\n');
            }
        }
        let key = entries.len() as u64 + 1;
        entries.push(Entry {
            key,
            id,
            dates: vec!["2025-12-30".parse().unwrap()],
            source: None,
            writer: None,
            texts,
        });
    }
    entries
}

#[test]
fn judged_queries_find_their_papers() {
    let (Some(report), Some(queries)) =
        (capture("data/reports/2025-12-30.md"), capture("reference/search-queries.json"))
    else {
        return;
    };
    let queries: serde_json::Value = serde_json::from_str(&queries).unwrap();
    let entries = entries(&report);
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path(), "h", true).unwrap().index;
    index.write().unwrap().put(&entries, 1).unwrap();
    let (mut ndcg, mut recall, mut precise, mut strict_all, mut empty) = (0.0, 0.0, 0, 0, 0);
    let queries = queries.as_array().unwrap();
    for judged in queries {
        let text = judged["query"].as_str().unwrap();
        let relevant: HashMap<&str, f64> = judged["relevant"]
            .as_object()
            .unwrap()
            .iter()
            .map(|(id, grade)| (id.as_str(), grade.as_f64().unwrap()))
            .collect();
        let query = parse(text, "2025-12-31".parse().unwrap());
        let answer = index
            .search(&SearchRequest {
                query: &query,
                sets: HashMap::new(),
                sort: Sort::Relevance,
                offset: 0,
                limit: 10,
            })
            .unwrap();
        let hits: Vec<(&Entry, bool)> =
            answer.hits.iter().map(|hit| (&entries[hit.key as usize - 1], hit.looser)).collect();
        let gain = |grade: f64, rank: usize| (2f64.powf(grade) - 1.0) / (rank as f64 + 2.0).log2();
        let gained: f64 = hits
            .iter()
            .enumerate()
            .map(|(rank, (hit, _))| gain(*relevant.get(hit.id.as_str()).unwrap_or(&0.0), rank))
            .sum();
        let mut ideal: Vec<f64> = relevant.values().copied().collect();
        ideal.sort_by(|a, b| b.total_cmp(a));
        let ideal: f64 =
            ideal.into_iter().take(10).enumerate().map(|(rank, grade)| gain(grade, rank)).sum();
        let relevant_hits =
            hits.iter().filter(|(hit, _)| relevant.contains_key(hit.id.as_str())).count();
        let strict = hits.iter().filter(|(_, looser)| !looser).count();
        let right = hits
            .iter()
            .filter(|(hit, looser)| !looser && relevant.contains_key(hit.id.as_str()))
            .count();
        let wrong: Vec<&str> = hits
            .iter()
            .filter(|(hit, looser)| !looser && !relevant.contains_key(hit.id.as_str()))
            .map(|(hit, _)| hit.id.as_str())
            .collect();
        eprintln!(
            "{:.3} recall {relevant_hits}/{} strict {right}/{strict} {text} {wrong:?}",
            gained / ideal,
            relevant.len()
        );
        ndcg += gained / ideal;
        recall += relevant_hits as f64 / relevant.len().min(10) as f64;
        precise += right;
        strict_all += strict;
        empty += usize::from(hits.is_empty());
        for (hit, looser) in hits {
            let shown = snippet(&query, hit, looser);
            let title = hit.texts.iter().find(|(field, _)| *field == Field::Title);
            let in_title = title.is_some_and(|(_, title)| {
                !matches_in(&query, Field::Title, title, looser).is_empty()
            });
            assert!(
                !shown.highlights.is_empty() || in_title || text == hit.id,
                "“{text}” marks nothing in {}: {}",
                hit.id,
                shown.text
            );
        }
    }
    let count = queries.len() as f64;
    let (ndcg, recall, precision) =
        (ndcg / count, recall / count, precise as f64 / strict_all as f64);
    eprintln!(
        "nDCG@10 {ndcg:.3}, recall@10 {recall:.3}, precision of the strict part {precision:.3}, without a hit {empty}"
    );
    assert_eq!(empty, 0);
    assert!(ndcg >= 0.93 && recall >= 0.93 && precision >= 0.85, "{ndcg} {recall} {precision}");
}
