//! Pages without scripts that load nothing: one for each day, and one that lists the days.

use crate::atom::moment;
use crate::text::{allowed, escaped, line};
use crate::{DayEntry, IndexedDay, Language, Site};
use paperboy_paper::Date;

const STYLE: &str = include_str!("page.css");

/// A day's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayPage {
    /// The day.
    pub date: Date,
    /// Its papers, in its order.
    pub papers: Vec<PagePaper>,
}

/// A paper of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePaper {
    /// The arXiv id.
    pub id: String,
    /// The title as it is read.
    pub title: String,
    /// The authors.
    pub authors: Vec<String>,
    /// Addresses, each with its name; they may be opened.
    pub links: Vec<(String, String)>,
    /// Who wrote the report.
    pub writer: Option<String>,
    /// The sections of the report.
    pub sections: Vec<PageSection>,
    /// Words about the paper in place of a report that may not be passed on.
    pub note: Option<String>,
}

/// A section of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageSection {
    /// Its heading; empty: none.
    pub heading: String,
    /// Its text, as safe HTML.
    pub html: String,
}

/// The words of the pages.
struct Words {
    days: &'static str,
    feed: &'static str,
    report: &'static str,
    newest: &'static str,
    papers: fn(usize) -> String,
}

fn words(language: Language) -> Words {
    match language {
        Language::Zh => Words {
            days: "全部日期",
            feed: "订阅源（Atom）",
            report: "日报（Markdown）",
            newest: "最新一天",
            papers: |papers| format!("{papers} 篇论文"),
        },
        Language::En => Words {
            days: "All days",
            feed: "Feed (Atom)",
            report: "Daily report (Markdown)",
            newest: "Newest day",
            papers: |papers| match papers {
                1 => "1 paper".to_owned(),
                papers => format!("{papers} papers"),
            },
        },
    }
}

/// The page of a day.
pub fn day_page(site: &Site, day: &DayPage) -> String {
    let words = words(site.language);
    let title = format!("{} · {}", day.date, line(&site.title));
    let mut html = beginning(site, &title, "../");
    html.push_str(&format!(
        "<header><h1>{}</h1><p><bdi>{}</bdi> · {}</p><nav><a href=\"../index.html\">{}</a> · <a href=\"{}.md\">{}</a></nav></header>\n<main>\n",
        day.date,
        escaped(&line(&site.title)),
        (words.papers)(day.papers.len()),
        words.days,
        day.date,
        words.report,
    ));
    if day.papers.len() > 1 {
        html.push_str("<ol class=\"contents\">\n");
        for paper in &day.papers {
            let (id, title) = (anchor(&paper.id), escaped(&line(&paper.title)));
            html.push_str(&format!("<li><a href=\"#{id}\"><bdi>{title}</bdi></a></li>\n"));
        }
        html.push_str("</ol>\n");
    }
    for paper in &day.papers {
        html.push_str(&paper_html(paper));
    }
    html.push_str(END);
    html
}

fn paper_html(paper: &PagePaper) -> String {
    let title = escaped(&line(&paper.title));
    let mut html = format!("<article id=\"{}\">\n<h2><bdi>{title}</bdi></h2>\n", anchor(&paper.id));
    let authors: Vec<String> = paper.authors.iter().map(|name| escaped(&line(name))).collect();
    if !authors.is_empty() {
        html.push_str(&format!("<p class=\"about\">{}</p>\n", authors.join(", ")));
    }
    let link = |(name, url): &(String, String)| {
        format!("<a href=\"{}\" rel=\"noreferrer\">{}</a>", escaped(url), escaped(&line(name)))
    };
    let mut about: Vec<String> = paper.links.iter().map(link).collect();
    about
        .extend(paper.writer.iter().map(|writer| format!("<bdi>{}</bdi>", escaped(&line(writer)))));
    if !about.is_empty() {
        html.push_str(&format!("<p class=\"about\">{}</p>\n", about.join(" · ")));
    }
    if let Some(note) = &paper.note {
        html.push_str(&format!("<p class=\"note\">{}</p>\n", escaped(&line(note))));
    }
    for section in &paper.sections {
        html.push_str("<section>");
        if !section.heading.is_empty() {
            html.push_str(&format!("<h3>{}</h3>\n", escaped(&section.heading)));
        }
        html.push_str(&allowed(&section.html));
        html.push_str("</section>\n");
    }
    html.push_str("</article>\n");
    html
}

/// The page that lists the days, the newest first.
pub fn index_page(site: &Site, days: &[IndexedDay], newest: Option<&DayEntry>) -> String {
    let words = words(site.language);
    let title = line(&site.title);
    let mut html = beginning(site, &title, "");
    html.push_str(&format!(
        "<header><h1><bdi>{}</bdi></h1><nav><a href=\"feed.xml\">{}</a></nav></header>\n<main>\n",
        escaped(&title),
        words.feed
    ));
    if let Some(day) = newest {
        html.push_str(&format!(
            "<h2>{} · {}</h2>\n<ol class=\"contents\">\n",
            words.newest, day.date
        ));
        for (id, title) in &day.papers {
            let (date, id) = (day.date, anchor(id.as_str()));
            let title = escaped(&line(title));
            html.push_str(&format!(
                "<li><a href=\"days/{date}.html#{id}\"><bdi>{title}</bdi></a></li>\n"
            ));
        }
        html.push_str("</ol>\n");
    }
    html.push_str(&format!("<h2>{}</h2>\n", words.days));
    let mut month = None;
    for day in days {
        let this = (day.date.year(), day.date.month());
        if month != Some(this) {
            let close = if month.is_some() { "</ul>\n" } else { "" };
            html.push_str(&format!(
                "{close}<h3>{:04}-{:02}</h3>\n<ul class=\"days\">\n",
                this.0, this.1
            ));
            month = Some(this);
        }
        let (date, count) = (day.date, (words.papers)(day.papers as usize));
        html.push_str(&format!(
            "<li><a href=\"days/{date}.html\"><time datetime=\"{}\">{date}</time></a> {count}</li>\n",
            day.date
        ));
    }
    html.push_str(if month.is_some() { "</ul>\n" } else { "" });
    if let Some(updated) = days.iter().map(|day| day.updated).max() {
        html.push_str(&format!("<p class=\"about\">{}</p>\n", moment(updated)));
    }
    html.push_str(END);
    html
}

const END: &str = "</main>\n</body>\n</html>\n";

/// `up` leads to the folder of the site.
fn beginning(site: &Site, title: &str, up: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n\
         <link rel=\"alternate\" type=\"application/atom+xml\" href=\"{up}feed.xml\">\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        lang = site.language.tag(),
        title = escaped(title),
    )
}

/// The name of a paper's place in its page. Ids of before 2007 have a slash.
fn anchor(id: &str) -> String {
    escaped(&id.replace('/', "-"))
}
