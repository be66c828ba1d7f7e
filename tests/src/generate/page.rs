//! A paper's page as arXiv makes it.

use super::{Random, english_term};
use std::fmt::Write;

/// The page of a made-up paper in arXiv's DOM, of about as many bytes: sections, paragraphs,
/// citations and formulas with their MathML, which is most of such a page.
pub fn page(id: &str, bytes: usize) -> String {
    let mut random = Random::new(
        id.bytes().fold(bytes as u64, |seed, byte| seed.rotate_left(5) ^ u64::from(byte)),
    );
    let mut html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Paper {id}</title><base href=\"/html/{id}v1/\"></head><body>\
         <div class=\"ltx_page_main\"><div class=\"ltx_page_content\"><article class=\"ltx_document\">\
         <h1 class=\"ltx_title ltx_title_document\">Paper {id}</h1>"
    );
    let mut section = 0;
    while section < 2 || html.len() < bytes {
        section += 1;
        let _ = write!(
            html,
            "<section class=\"ltx_section\" id=\"S{section}\"><h2 class=\"ltx_title ltx_title_section\">\
             <span class=\"ltx_tag ltx_tag_section\">{section} </span>{}</h2>",
            words(&mut random, 3)
        );
        for paragraph in 1..=6 {
            let _ = write!(
                html,
                "<div class=\"ltx_para\" id=\"S{section}.p{paragraph}\"><p class=\"ltx_p\">"
            );
            for sentence in 1..=5 {
                let _ = write!(
                    html,
                    "We find that {} <cite class=\"ltx_cite ltx_citemacro_cite\">[<a href=\"#bib.bib{sentence}\" class=\"ltx_ref\">{sentence}</a>]</cite> with {}. ",
                    words(&mut random, 12),
                    formula(&mut random)
                );
            }
            html.push_str("</p></div>");
        }
        html.push_str("</section>");
    }
    html.push_str("</article></div></div></body></html>");
    html
}

fn words(random: &mut Random, count: usize) -> String {
    let term = |random: &mut Random| {
        let (first, second) = english_term(random.below(500));
        format!("{first}{second}")
    };
    (0..count).map(|_| term(random)).collect::<Vec<_>>().join(" ").replace(['<', '&'], "")
}

fn formula(random: &mut Random) -> String {
    let (letter, number) = (char::from(b'a' + random.below(26) as u8), random.below(100));
    format!(
        "<math id=\"m{number}\" class=\"ltx_Math\" alttext=\"{letter}_{{i}}^{{2}}={number}\" display=\"inline\"><semantics><mrow><msubsup><mi>{letter}</mi><mi>i</mi>\
         <mn>2</mn></msubsup><mo>=</mo><mn>{number}</mn></mrow><annotation-xml encoding=\"MathML-Content\"><apply><eq></eq><ci>{letter}</ci><cn type=\"integer\">{number}</cn>\
         </apply></annotation-xml><annotation encoding=\"application/x-tex\">{letter}_{{i}}^{{2}}={number}</annotation></semantics></math>"
    )
}
