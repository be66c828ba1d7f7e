use paperboy_paper::PaperId;
use paperboy_paper::article::{Reading, html};
use paperboy_writer::{Source, extract};
fn main() {
    let id = PaperId::parse("2501.11120").unwrap();
    let bytes = std::fs::read("../../shared/data/arxiv_html/2501.11120.html").unwrap();
    let Reading::Article(mut article) = html::read(&bytes, &id) else { panic!() };
    // about 100 kB
    let mut n = 0;
    article.sections.retain(|s| {
        n += s.plain().len();
        n < 100_000
    });
    println!("{} bytes", article.plain().len() - article.references.iter().map(|r| r.text.plain().len()).sum::<usize>());
    let source = Source {
        id: &id,
        title: "Tell me about yourself: LLMs",
        abstract_text: None,
        summary: None,
        keywords: &[],
        code: None,
        project: None,
        article: Some(&article),
        whole: true,
    };
    let began = std::time::Instant::now();
    for _ in 0..300 {
        std::hint::black_box(extract(&source));
    }
    println!("{:?} each (wall)", began.elapsed() / 300);
}
