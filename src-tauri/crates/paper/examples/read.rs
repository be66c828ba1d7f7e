//! Reads a page as an article and prints it: `cargo run -p paperboy-paper --example read PAGE.html
//! 2501.11120`. With `--time` it prints instead how fast the page is read, beside html5ever alone.

use paperboy_paper::PaperId;
use paperboy_paper::article::{Reading, html};
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [path, id, rest @ ..] = arguments.as_slice() else {
        return Err("give a page and the id of its paper".into());
    };
    let page = std::fs::read(path)?;
    let id = PaperId::parse(id).ok_or("no arXiv id")?;
    if rest.iter().any(|word| word == "--time") {
        let html = String::from_utf8_lossy(&page);
        let parse = fastest(|| scraper::Html::parse_document(&html));
        let read = fastest(|| std::hint::black_box(html::read(&page, &id)));
        let speed = |time: Duration| page.len() as f64 / 1e6 / time.as_secs_f64();
        println!(
            "html5ever alone {:.1} MB/s, article {:.1} MB/s, ratio {:.2}",
            speed(parse),
            speed(read),
            read.as_secs_f64() / parse.as_secs_f64()
        );
        return Ok(());
    }
    match html::read(&page, &id) {
        Reading::Article(article) if rest.iter().any(|word| word == "--json") => {
            println!("{article:#?}")
        }
        Reading::Article(article) => {
            println!("{}", article.markdown());
            eprintln!("{} characters, hidden: {:?}", article.text_len(), article.hidden);
        }
        Reading::NoText(why) => println!("no text: {why}"),
        Reading::NotThePaper(why) => println!("not the paper: {why}"),
    }
    Ok(())
}

fn fastest<T>(mut run: impl FnMut() -> T) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..15 {
        let start = Instant::now();
        let result = run();
        best = best.min(start.elapsed());
        drop(result);
    }
    best
}
