//! Feeds of others, as they come.

#![allow(clippy::unwrap_used)]

use paperboy_feed::{Entry, NotAFeed, read};
use proptest::prelude::*;

fn ids(entry: &Entry) -> Vec<&str> {
    entry.papers.iter().map(paperboy_paper::PaperId::as_str).collect()
}

/// As arXiv's Atom API answers.
const ARXIV_API: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title type="html">arXiv Query: cat:cs.CL</title>
  <entry>
    <id>http://arxiv.org/abs/2601.00007v2</id>
    <updated>2026-01-15T18:00:00Z</updated>
    <published>2026-01-14T17:59:59Z</published>
    <title>A Title
      on two lines &amp; more</title>
    <summary>  We extend arXiv:2501.00001. It is $x &lt; y$.
</summary>
    <author><name>Ann Lee</name></author>
    <author><name>Bo Chen</name></author>
    <link href="http://arxiv.org/abs/2601.00007v2" rel="alternate" type="text/html"/>
    <category term="cs.CL"/>
  </entry>
</feed>"#;

#[test]
fn an_entry_of_arxivs_is_its_paper_and_no_other_that_it_names() {
    let feed = read(ARXIV_API.as_bytes()).unwrap();
    assert_eq!((feed.title.as_str(), feed.is_cut), ("arXiv Query: cat:cs.CL", false));
    let [entry] = &feed.entries[..] else { panic!("{feed:?}") };
    assert_eq!((ids(entry), entry.is_paper), (vec!["2601.00007"], true));
    assert_eq!(entry.title, "A Title on two lines & more");
    assert_eq!(entry.authors, ["Ann Lee", "Bo Chen"]);
    assert!(entry.summary.starts_with("We extend") && entry.summary.ends_with("$x < y$."));
    assert_eq!(entry.published.unwrap().to_string(), "2026-01-14T17:59:59Z");
}

#[test]
fn arxivs_rss_is_read_without_its_words_about_the_announcement() {
    let rss = r#"<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>cs.CL updates</title>
      <item><title>Short</title><link>https://arxiv.org/abs/2601.00008</link>
      <description>arXiv:2601.00008v1 Announce Type: new
Abstract: The text.</description>
      <guid isPermaLink="false">oai:arXiv.org:2601.00008v1</guid>
      <pubDate>Thu, 15 Jan 2026 00:00:00 -0500</pubDate><dc:creator>Ann Lee, Bo Chen</dc:creator></item></channel></rss>"#;
    let feed = read(rss.as_bytes()).unwrap();
    let [entry] = &feed.entries[..] else { panic!("{feed:?}") };
    assert_eq!((ids(entry), entry.is_paper), (vec!["2601.00008"], true));
    assert_eq!((entry.summary.as_str(), entry.authors.len()), ("The text.", 2));
    assert_eq!(entry.published.unwrap().to_string(), "2026-01-15T05:00:00Z");
}

#[test]
fn a_blog_names_papers_by_their_addresses_and_scripts_are_no_text() {
    let rss = r#"<rss><channel><title><![CDATA[A <b>blog</b>]]></title><item><title>This week</title>
      <link>https://blog.example/2026/2601.99999</link><guid>https://blog.example/?p=1</guid>
      <description><![CDATA[<script>alert("https://arxiv.org/abs/2601.00003")</script>
        <a href="https://arxiv.org/pdf/2601.00001v2.pdf">one</a>, arXiv:2601.00002, https://huggingface.co/papers/2601.00001
        and 2601.11111 alone.]]></description></item>
      <item><title>No paper</title><link>https://blog.example/b</link></item></channel></rss>"#;
    let feed = read(rss.as_bytes()).unwrap();
    assert_eq!(feed.title, "A blog");
    assert_eq!(ids(&feed.entries[0]), ["2601.00003", "2601.00001", "2601.00002"]);
    assert!(!feed.entries[0].is_paper && !feed.entries[0].summary.contains('<'));
    assert!(feed.entries[1].papers.is_empty());
}

#[test]
fn what_is_no_feed_is_reported_and_entities_of_its_own_are_refused() {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
      <feed><title>&b;&b;&b;</title></feed>"#;
    assert_eq!(read(bomb.as_bytes()), Err(NotAFeed::Entities));
    for page in ["<!DOCTYPE html><html><body>", "<html lang=en>", "<!doctype HTML><p>"] {
        assert_eq!(read(page.as_bytes()), Err(NotAFeed::Page), "{page}");
    }
    for other in ["", "{}", "<svg/>", "plain", "<?xml version=\"1.0\"?>", "\u{0}\u{1}"] {
        assert_eq!(read(other.as_bytes()), Err(NotAFeed::Other), "{other}");
    }
}

#[test]
fn a_feed_of_any_length_depth_or_end_is_read_in_part() {
    let entry = "<entry><id>http://arxiv.org/abs/2601.00001</id><title>T</title></entry>";
    let long = format!("<feed>{}</feed>", entry.repeat(100_000));
    let feed = read(long.as_bytes()).unwrap();
    assert_eq!((feed.entries.len(), feed.is_cut), (2_000, true));
    let empty = format!("<feed>{}", "<entry/>".repeat(1_000_000));
    assert_eq!(read(empty.as_bytes()).unwrap().entries.len(), 2_000);
    let deep = format!("<feed>{entry}<entry>{}", "<a>".repeat(1_000_000));
    let feed = read(deep.as_bytes()).unwrap();
    assert_eq!((feed.entries.len(), feed.is_cut), (1, true));
    let torn = format!("<feed>{entry}<entry><title>Half");
    let feed = read(torn.as_bytes()).unwrap();
    assert_eq!((feed.entries.len(), feed.is_cut), (1, true));
    let large = format!("<feed><entry><title>{}</title></entry></feed>", "<a".repeat(2_000_000));
    assert!(read(large.as_bytes()).is_ok());
}

proptest! {
    #[test]
    fn arbitrary_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = read(&bytes);
    }

    #[test]
    fn arbitrary_markup_is_read_without_panic(parts in proptest::collection::vec(
        proptest::sample::select(vec![
            "<feed>", "<entry>", "</entry>", "<item>", "</item>", "<title>", "</title>", "<rss>", "<channel>",
            "&amp;", "&#x0;", "&#xd800;", "&x;", "&", "<![CDATA[", "]]>", "<!--", "-->", "<id>", "</id>",
            "http://arxiv.org/abs/2601.00001", "<link href='", "'/>", "\"", "<", ">", "é", "<content>", "</content>",
        ]), 0..60)) {
        let _ = read(format!("<feed>{}", parts.concat()).as_bytes());
    }
}
