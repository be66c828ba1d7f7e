//! arXiv's Atom answers: what is read of them, what is refused, and what counts as news.

#![allow(clippy::unwrap_used)]

use paperboy_paper::{
    AtomCause, AtomRecord, KnownPaper, News, PaperId, known_after, news, read_atom, read_atom_page,
};

fn id(text: &str) -> PaperId {
    PaperId::parse(text).unwrap()
}

fn asked() -> Vec<PaperId> {
    vec![id("2601.00001"), id("hep-th/9901001")]
}

fn entry(id: &str, more: &str) -> String {
    format!(
        "<entry><id>http://arxiv.org/abs/{id}</id><updated>2026-02-03T04:05:06Z</updated><title>A &amp; B</title>{more}</entry>"
    )
}

fn feed(entries: &str) -> String {
    format!(
        "<?xml version='1.0' encoding='UTF-8'?><feed xmlns:arxiv='http://arxiv.org/schemas/atom' xmlns='http://www.w3.org/2005/Atom'><title>q</title>{entries}</feed>"
    )
}

#[test]
fn each_paper_is_read_with_its_newest_version() {
    let text = feed(&format!(
        "{}{}{}{}",
        entry("2601.00001v1", ""),
        entry(
            "2601.00001v3",
            "<summary>  We\n show &lt;x&gt; &#228;. </summary><arxiv:comment>12\n pages</arxiv:comment><arxiv:journal_ref>J. Tests 1</arxiv:journal_ref><author><name>N</name></author>"
        ),
        entry("hep-th/9901001v2", "<comment>of no namespace of arXiv's</comment>"),
        entry("2601.77777v4", ""),
    ));
    let records = read_atom(text.as_bytes(), &asked()).unwrap();
    assert_eq!(records.len(), 2, "a paper that was not asked for is left out");
    assert_eq!(
        records[&id("2601.00001")],
        AtomRecord {
            version: 3,
            updated: "2026-02-03T04:05:06Z".into(),
            summary: "We show <x> ä.".into(),
            comment: Some("12 pages".into()),
            journal: Some("J. Tests 1".into()),
            doi: None,
        }
    );
    let old = &records[&id("hep-th/9901001")];
    assert_eq!((old.version, old.comment.as_deref()), (2, None));
}

#[test]
fn an_answer_without_papers_is_one() {
    assert!(read_atom(feed("").as_bytes(), &asked()).unwrap().is_empty());
}

#[test]
fn what_is_no_answer_is_refused_with_its_cause() {
    let whole = feed(&entry("2601.00001v2", "<summary>Some words of it.</summary>"));
    let read = |text: &str| read_atom(text.as_bytes(), &asked());
    assert!(read(&whole).is_ok());
    // Cut anywhere after the feed began, nothing of it counts.
    let begins = whole.find("<title>q").unwrap();
    for end in begins..whole.len() - 1 {
        if whole.is_char_boundary(end) {
            assert!(read(&whole[..end]).is_err(), "cut at {end}");
        }
    }
    assert_eq!(read(&whole[..whole.len() - 7]), Err(AtomCause::CutOff));
    assert_eq!(read("<!DOCTYPE html><html><body>busy</body></html>"), Err(AtomCause::WebPage));
    assert_eq!(read("nothing of the kind"), Err(AtomCause::NotXml));
    assert_eq!(read(""), Err(AtomCause::NotXml));
    assert_eq!(read_atom(&[0xff, 0xfe, 0], &asked()), Err(AtomCause::NotXml));
    assert_eq!(read("<rss><channel/></rss>"), Err(AtomCause::OtherShape));
    assert_eq!(read("<feed><entry/></feed>"), Err(AtomCause::OtherShape));
    assert_eq!(read(&feed(&entry("2601.77777v1", ""))), Err(AtomCause::OtherPapers));
    let error = "<entry><id>https://arxiv.org/api/errors#x</id><summary>incorrect id format</summary></entry>";
    assert_eq!(read(&feed(error)), Err(AtomCause::Refused { text: "incorrect id format".into() }));
}

#[test]
fn entities_and_endless_answers_are_refused() {
    let bomb = "<!DOCTYPE f [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>";
    let text = feed("").replace("<feed", &format!("{bomb}<feed"));
    assert_eq!(read_atom(text.as_bytes(), &asked()), Err(AtomCause::Entities));
    let unknown = feed(&entry("2601.00001v1", "<summary>&b;</summary>"));
    assert_eq!(read_atom(unknown.as_bytes(), &asked()), Err(AtomCause::Entities));
    let many = feed(&entry("2601.00001v1", "").repeat(501));
    assert_eq!(read_atom(many.as_bytes(), &asked()), Err(AtomCause::TooLarge));
    let deep = feed(&"<a>".repeat(100_000));
    assert_eq!(read_atom(deep.as_bytes(), &asked()), Err(AtomCause::TooLarge));
    let huge = vec![b' '; paperboy_paper::MAX_PAGE_BYTES + 1];
    assert_eq!(read_atom(&huge, &asked()), Err(AtomCause::TooLarge));
    let long = feed(&entry(
        "2601.00001v1",
        &format!("<arxiv:comment>{}</arxiv:comment>", "é".repeat(1_000_000)),
    ));
    let records = read_atom(long.as_bytes(), &asked()).unwrap();
    let comment = records[&id("2601.00001")].comment.as_ref().unwrap();
    assert_eq!(comment.chars().count(), 20_000);
}

fn record(version: u32, comment: &str) -> AtomRecord {
    AtomRecord {
        version,
        updated: "2026-02-03T04:05:06Z".into(),
        comment: Some(comment.to_owned()),
        ..AtomRecord::default()
    }
}

#[test]
fn a_version_is_new_by_its_number_or_by_its_moment() {
    let known = |version, since: Option<&str>| KnownPaper {
        version,
        since: since.map(str::to_owned),
        ..KnownPaper::default()
    };
    let version = News::Version { version: 2, since: Some("2026-02-03T04:05:06Z".into()) };
    let said = |known: &KnownPaper, number| news(known, &record(number, ""));
    assert_eq!(said(&known(Some(1), None), 2), std::slice::from_ref(&version));
    assert_eq!(said(&known(Some(2), None), 2), []);
    assert_eq!(said(&known(Some(3), None), 2), [], "an older version is no news");
    assert_eq!(said(&known(None, Some("2026-02-01T00:00:00Z")), 2), [version]);
    assert_eq!(said(&known(None, Some("2026-02-04T00:00:00Z")), 2), [], "it was kept later");
    assert_eq!(
        said(&known(None, Some("2026-02-01T00:00:00Z")), 1),
        [],
        "the first is no newer one"
    );
    assert_eq!(said(&known(None, None), 2), []);
}

#[test]
fn what_was_said_once_is_no_news_any_more() {
    let mut now = record(4, "Accepted at TestConf 2026. Code: https://github.com/we/it.");
    now.journal = None;
    let known = KnownPaper { version: Some(1), ..KnownPaper::default() };
    let first = news(&known, &now);
    assert_eq!(first.len(), 3);
    assert!(first.contains(&News::Code { url: "https://github.com/we/it".into() }));
    let after = known_after(&known, &now);
    assert_eq!(news(&after, &now), []);
    let withdrawn = record(5, "This paper has been withdrawn by its authors: Lemma 2 is wrong");
    let said = news(&after, &withdrawn);
    assert!(matches!(said[0], News::Withdrawn { .. }) && said.len() == 2, "{said:?}");
    assert_eq!(news(&known_after(&after, &withdrawn), &withdrawn), []);
}

#[test]
fn only_a_withdrawal_of_the_paper_counts() {
    let known = KnownPaper { version: Some(9), ..KnownPaper::default() };
    let is_withdrawn = |comment: &str, summary: &str| {
        let now = AtomRecord { summary: summary.into(), ..record(1, comment) };
        news(&known, &now).iter().any(|one| matches!(one, News::Withdrawn { .. }))
    };
    assert!(is_withdrawn("Withdrawn: an error in Section 3", ""));
    assert!(is_withdrawn("", "This submission has been withdrawn by arXiv administrators. More."));
    assert!(is_withdrawn("This article is withdrawn due to a mistake", ""));
    assert!(!is_withdrawn(
        "12 pages",
        "We study papers. One paper has been withdrawn by its authors."
    ));
    assert!(!is_withdrawn("Cash withdrawn per day, 3 figures", ""));
}

#[test]
fn only_an_acceptance_is_a_reference() {
    let known = KnownPaper { version: Some(9), ..KnownPaper::default() };
    let has_reference = |comment: &str| {
        news(&known, &record(1, comment)).iter().any(|one| matches!(one, News::Reference { .. }))
    };
    assert!(has_reference("Accepted to TestConf 2026 (oral)"));
    assert!(has_reference("To appear in J. Tests"));
    assert!(!has_reference("Submitted to TestConf 2026"));
    assert!(!has_reference("Not accepted at TestConf"));
    assert!(!has_reference("12 pages, 3 figures"));
}

#[test]
fn code_is_a_repository_at_a_host_of_code() {
    let known = KnownPaper { version: Some(9), ..KnownPaper::default() };
    let url = |comment: &str| {
        news(&known, &record(1, comment)).into_iter().find_map(|one| match one {
            News::Code { url } => Some(url),
            _ => None,
        })
    };
    assert_eq!(url("see (https://github.com/a/b)."), Some("https://github.com/a/b".into()));
    assert_eq!(url("代码：https://gitee.com/a/b，谢谢"), Some("https://gitee.com/a/b".into()));
    assert_eq!(url("https://github.com/a"), None);
    assert_eq!(url("https://github.com.evil.example/a/b"), None);
    assert_eq!(url("https://me@github.com/a/b"), None);
    assert_eq!(url("javascript:alert(1)//github.com/a/b"), None);
}

const TOTAL: &str = "<opensearch:totalResults xmlns:opensearch='http://a9.com/-/spec/opensearch/1.1/'> 1234 </opensearch:totalResults>";

#[test]
fn a_page_of_a_list_has_each_paper_once_with_its_authors_and_its_category() {
    let paper = "<published>2026-02-01T04:05:06Z</published><summary>We
 show.</summary><author><name>Ana  Li</name><arxiv:affiliation>X</arxiv:affiliation></author><author><name>Bo</name></author><arxiv:primary_category term='cs.CL' scheme='x'/><category term='cs.LG'/>";
    let text = feed(&format!(
        "{TOTAL}{}{}{}{}",
        entry("2601.00001v2", paper),
        entry("2601.00001v1", paper),
        entry("2601.00002v1", ""),
        entry("nothing", paper),
    ));
    let page = read_atom_page(text.as_bytes()).unwrap();
    assert_eq!((page.total, page.entries, page.papers.len()), (Some(1234), 4, 1));
    let read = &page.papers[0];
    assert_eq!((read.id.as_str(), read.title.as_str()), ("2601.00001", "A & B"));
    assert_eq!((read.summary.as_str(), read.category.as_str()), ("We show.", "cs.CL"));
    assert_eq!(read.authors, ["Ana Li", "Bo"]);
    assert_eq!(read.published.to_string(), "2026-02-01T04:05:06Z");
}

#[test]
fn a_page_without_entries_is_one_and_a_page_of_nothing_readable_is_none() {
    let page = read_atom_page(feed(TOTAL).as_bytes()).unwrap();
    assert_eq!((page.total, page.entries, page.papers.len()), (Some(1234), 0, 0));
    let odd = feed(&entry("nothing", ""));
    assert_eq!(read_atom_page(odd.as_bytes()), Err(AtomCause::OtherShape));
    let refused =
        feed("<entry><id>http://arxiv.org/api/errors#x</id><summary>bad</summary></entry>");
    let text = "bad".to_owned();
    assert_eq!(read_atom_page(refused.as_bytes()), Err(AtomCause::Refused { text }));
    assert_eq!(read_atom_page(b"<html></html>"), Err(AtomCause::WebPage));
    let cut = feed(&entry("2601.00001v1", "<author><name>N</name></author>"));
    assert_eq!(read_atom_page(&cut.as_bytes()[..cut.len() - 40]), Err(AtomCause::CutOff));
}
