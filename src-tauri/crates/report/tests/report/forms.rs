//! Files of other programs: other encodings, separators and headings.

use paperboy_report::{ProblemKind, read, write};

const USUAL: &str = "============================================================";

fn day(separator: &str, heading: &str) -> String {
    let paper = |n: usize| {
        format!(
            "{separator}\n\n{heading} 论文 {n}\n\n- **链接**: <https://huggingface.co/papers/2601.0000{n}>\n- **阅读来源**: HTML\n\n应用领域：语音 {n}\n\n\n"
        )
    };
    format!(
        "# Hugging Face Daily Papers Report\n**Date**: 2026年1月5日\n\n{}{}{separator}\n",
        paper(1),
        paper(2)
    )
}

fn assert_read(bytes: &[u8], name: &str) {
    let report = read(bytes);
    assert_eq!(report.problems, [], "{name}");
    assert_eq!(report.date.map(|date| date.to_string()).as_deref(), Some("2026-01-05"), "{name}");
    let papers: Vec<_> = report
        .papers
        .iter()
        .map(|paper| {
            (paper.title.as_str(), paper.id.as_ref().map(|id| id.as_str()), paper.body.as_str())
        })
        .collect();
    assert_eq!(
        papers,
        [
            ("论文 1", Some("2601.00001"), "应用领域：语音 1"),
            ("论文 2", Some("2601.00002"), "应用领域：语音 2")
        ],
        "{name}"
    );
    assert_eq!(read(write(&report).as_bytes()).papers.len(), 2, "{name}");
}

#[test]
fn separators_and_headings_in_other_forms_part_papers() {
    let longer = format!("{USUAL}==");
    for separator in [
        USUAL,
        &USUAL[1..],
        &longer,
        "==========",
        "---",
        "----------",
        "———",
        "──────────",
        "***",
        "＝＝＝＝＝",
        "",
        " ============",
    ] {
        for heading in [
            "## 📄",
            "##",
            "##📄",
            "## 📄\u{fe0f}",
            "## 📃",
            "## ?",
            "## \u{fffd}",
            "# 📄",
            "### 📄",
            "📄",
            "###",
        ] {
            assert_read(day(separator, heading).as_bytes(), &format!("{separator} {heading}"));
        }
    }
}

#[test]
fn a_heading_without_a_link_that_names_a_paper_is_text() {
    for text in [
        "## Notes\n\nSome text.\n\n---\n\n## More\n\n- **Link**: https://example.org\n",
        "---\n## 📄 A\n\ntext\n- **链接**: https://arxiv.org/abs/2601.00001",
        "#### A\n- **链接**: https://arxiv.org/abs/2601.00001",
        "A\n- **链接**: https://arxiv.org/abs/2601.00001",
        "## \n- **链接**: https://arxiv.org/abs/2601.00001",
    ] {
        assert_eq!(read(text.as_bytes()).papers, [], "{text}");
    }
}

#[test]
fn beside_papers_of_the_usual_form_a_heading_without_its_emoji_is_text() {
    let body = "应用领域：x\n\n----------\n\n## Other\n\n- **链接**: https://huggingface.co/papers/2601.00009";
    let text = day(USUAL, "## 📄").replace("应用领域：语音 1", body);
    let papers = read(text.as_bytes()).papers;
    assert_eq!(papers.len(), 2);
    assert_eq!(papers[0].body, body);
}

#[test]
fn a_file_cut_in_its_last_paper_is_reported() {
    let text = day("----------", "##");
    let report = read(text.trim_end().trim_end_matches('-').as_bytes());
    assert_eq!(
        report.problems.iter().map(|problem| problem.kind).collect::<Vec<_>>(),
        [ProblemKind::CutOff]
    );
}

#[test]
fn files_in_other_encodings_are_read() {
    let text = day(USUAL, "## 📄");
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let (gb18030, ..) = encoding_rs::GB18030.encode(&text);
    let (gbk, ..) = encoding_rs::GBK.encode("## 论文 1");
    assert!(std::str::from_utf8(&gbk).is_err());
    for (name, bytes) in [
        ("UTF-16LE with mark", [&b"\xff\xfe"[..], &little].concat()),
        ("UTF-16BE with mark", [&b"\xfe\xff"[..], &big].concat()),
        ("UTF-16LE", little.clone()),
        ("UTF-16BE", big),
        ("GB18030", gb18030.to_vec()),
        (
            "CRLF in UTF-16",
            [
                &b"\xff\xfe"[..],
                &text
                    .replace('\n', "\r\n")
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes)
                    .collect::<Vec<_>>(),
            ]
            .concat(),
        ),
        ("GB18030 without emoji", encoding_rs::GB18030.encode(&text.replace("📄", "?")).0.to_vec()),
    ] {
        assert_read(&bytes, name);
    }
    let cut = read(&[&b"\xff\xfe"[..], &little[..little.len() - 1]].concat());
    assert_eq!(cut.papers.len(), 2);
    assert!(cut.problems.iter().any(|problem| problem.kind == ProblemKind::NotUtf8));
}

#[test]
fn bytes_of_no_encoding_stay_a_problem() {
    let mut damaged = day(USUAL, "## 📄").into_bytes();
    damaged[40] = 0xff;
    let report = read(&damaged);
    assert_eq!(report.papers.len(), 2);
    assert!(report.problems.iter().any(|problem| problem.kind == ProblemKind::NotUtf8));
    for bytes in [&b"\0\x05\x16\x07"[..], b"a\0b\0", &[0; 400], b"\xff\xfe", b"caf\xe9 au lait"] {
        assert_eq!(read(bytes).papers, []);
    }
}
