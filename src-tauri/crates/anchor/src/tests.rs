#![allow(clippy::unwrap_used)]

use super::*;
use proptest::prelude::*;

fn text(sections: &[(&str, &str)]) -> Text {
    let sections = sections.iter().enumerate();
    Text::new(
        sections
            .map(|(n, (name, text))| Section {
                part: n.to_string(),
                name: (*name).to_owned(),
                text: (*text).to_owned(),
            })
            .collect(),
    )
}

fn range(part: &str, from: u32, to: u32) -> Range {
    Range { part: part.to_owned(), from, to }
}

#[test]
fn a_quote_is_the_text_of_its_ranges_with_what_is_around_it() {
    let text = text(&[("a", "One two.\nThree four."), ("b", " 五 六 seven ")]);
    let quote = text.quote(&[range("0", 7, 12)]).unwrap();
    assert_eq!((quote.exact.as_str(), quote.prefix.as_str()), ("Three", "One two.\n"));
    assert_eq!((quote.suffix.as_str(), quote.section.as_str()), (" four.", "a"));
    let both = [range("0", 12, 17), range("1", 0, 2)];
    let quote = text.quote(&both).unwrap();
    assert_eq!((quote.exact.as_str(), quote.suffix.as_str()), ("four.\n五 六", " seven"));
    assert!(text.says(&both, &quote.exact));
    assert_eq!(text.place(&quote).unwrap(), both);
    for wrong in [range("0", 3, 3), range("0", 4, 3), range("0", 0, 18), range("2", 0, 1)] {
        assert_eq!(text.quote(&[wrong]), None);
    }
    assert_eq!(text.quote(&[]), None);
    assert!(
        !text.says(&both, "four. 五") && !text.says(&both, "four. 五 六 s") && !text.says(&[], "")
    );
    assert_eq!(text.find("four.五六", 9), [both.to_vec()]);
    assert_eq!(
        (text.find("e", 2).len(), text.find("x", 2).len(), text.find(" ", 2).len()),
        (2, 0, 0)
    );
    assert_eq!(Text::new(Vec::new()).place(&quote), None);
}

#[test]
fn a_quote_keeps_its_place_where_only_white_space_changed() {
    let old = text(&[("a", "The cache stores\nfailed candidates.\n\nIt is small.")]);
    let quote = old.quote(&[range("0", 3, 31)]).unwrap();
    let new = text(&[("a", "The cache   stores failed candidates. It is small.")]);
    assert_eq!(new.place(&quote), Some(vec![range("0", 3, 31)]));
}

#[test]
fn a_quote_that_is_there_twice_needs_its_contexts() {
    let old = text(&[("a", "甲队。\n结果很好。\n乙队。\n结果很好。")]);
    let second = old.quote(&[range("0", 11, 16)]).unwrap();
    assert!(second.repeated);
    assert_eq!(old.place(&second), Some(vec![range("0", 11, 16)]));
    let other = text(&[("a", "甲队。\n结果很好。")]);
    assert_eq!(other.place(&second), None);
    // The sentence before it is enough, where it is one of its own.
    let old = text(&[("a", "甲队参加了。结果很好。乙队参加了。结果很好。")]);
    let second = old.quote(&[range("0", 17, 22)]).unwrap();
    let turned = text(&[("a", "乙队参加了。结果很好。甲队参加了。结果很好。")]);
    assert_eq!(turned.place(&second), Some(vec![range("0", 6, 11)]));
    let other = text(&[("a", "丙队参加了。结果很好。甲队参加了。结果很好。")]);
    assert_eq!(other.place(&second), None);
}

#[test]
fn a_number_is_not_found_in_a_longer_one() {
    let old = text(&[("a", "It takes 5 days.")]);
    let quote = old.quote(&[range("0", 7, 8)]).unwrap();
    assert_eq!(quote.exact, "5");
    for other in
        ["It takes 15 days.", "It takes 5.5 days.", "It takes 0.5 days.", "It takes 1,5 days."]
    {
        assert_eq!(text(&[("a", other)]).place(&quote), None, "{other}");
    }
}

#[test]
fn a_section_is_known_by_its_heading_whatever_its_number() {
    let old = text(&[("2 Method", "It is fast."), ("3 Results", "It is fast.")]);
    let quote = old.quote(&[range("1", 0, 9)]).unwrap();
    let new = text(&[("1 Results", "It is fast."), ("2 Method", "It is fast."), ("C", "Nothing.")]);
    assert_eq!(new.place(&quote), Some(vec![range("0", 0, 9)]));
}

#[test]
fn hostile_texts_end_within_the_bounds() {
    let endless = "aaaa ".repeat(40_000);
    let old = text(&[("a", &endless)]);
    let quote = old.quote(&[range("0", 0, 100_000)]).unwrap();
    assert_eq!(text(&[("a", &endless[..100_000])]).place(&quote), None);
    let words = "same words again and again, ".repeat(5_000);
    let many = text(&[("a", &words)]);
    let mut quote = many.quote(&[range("0", 0, 200)]).unwrap();
    quote.exact.push_str("and another");
    for _ in 0..1_000 {
        assert_eq!(many.place(&quote), None);
    }
    let signs = "$".repeat(10_000) + &"（".repeat(10_000) + &"\u{301}".repeat(10_000);
    assert!(text(&[("a", &signs)]).place(&quote).is_none());
}

#[test]
fn a_section_without_text_has_no_part_in_a_range() {
    let text = text(&[("a", "first words"), ("b", ""), ("c", "last words")]);
    let made_on = [range("0", 5, 10), range("2", 0, 4)];
    let quote = text.quote(&made_on).unwrap();
    assert_eq!(text.place(&quote).as_deref(), Some(&made_on[..]));
}

#[test]
fn a_thousand_quotes_of_a_rewritten_text_end_within_the_bounds() {
    let line = |n: usize| {
        format!("第 {n} 组的准确率为 {}.{}%，比上一组高 {n} 个百分点。\n", n % 90, n % 10)
    };
    let old: String = (0..300).map(line).collect();
    let new = old.replace("准确率", "正确率").replace("个百分点。", "个百分点！");
    let (old, new) = (text(&[("a", &old)]), text(&[("a", &new)]));
    let length = 20;
    let mut placed = 0;
    for n in 0..1_000_u32 {
        let from = n * 61 % 6_000;
        let quote = old.quote(&[range("0", from, from + length)]).unwrap();
        placed += u32::from(new.place(&quote).is_some());
    }
    assert!(placed > 0);
}

#[test]
fn a_whole_text_is_placed_where_it_is_the_same() {
    let paragraphs: String = (0..200).map(|n| format!("Sentence {n} of the text.\n")).collect();
    let old = text(&[("a", &paragraphs), ("b", &paragraphs)]);
    let length = paragraphs.chars().filter(|c| !c.is_whitespace()).count() as u32;
    let all = [range("0", 0, length), range("1", 0, length)];
    let quote = old.quote(&all).unwrap();
    assert_eq!(old.place(&quote).as_deref(), Some(&all[..]));
    assert_eq!(text(&[("a", &paragraphs)]).place(&quote), None);
    assert_eq!(text(&[("a", "")]).place(&quote), None);
}

#[test]
fn a_cell_is_found_by_its_row_and_column() {
    let old = text(&[(
        "a",
        "\tmodel\t\tzh\t\ten\t\n\tsmall\t\t58.2\t\t60.1\t\n\tlarge\t\t70.5\t\t58.2\t",
    )]);
    let quote = old.quote(&[range("0", 14, 18)]).unwrap();
    assert_eq!(quote.exact, "58.2");
    let new = text(&[(
        "a",
        "\tmodel\t\ten\t\tzh\t\n\tlarge\t\t58.2\t\t70.5\t\n\tsmall\t\t60.1\t\t58.2\t",
    )]);
    assert_eq!(new.place(&quote), Some(vec![range("0", 31, 35)]));
    let other = text(&[("a", "\tmodel\t\ten\t\tzh\t\n\tsmall\t\t58.2\t\t60.1\t")]);
    assert_eq!(other.place(&quote), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_range_is_found_again_in_its_own_text_or_nowhere(
        parts in prop::collection::vec("[ab中文0-9$.。,\n ]{0,40}", 1..4), from in 0..60_usize, length in 1..60_usize,
    ) {
        let named: Vec<(&str, &str)> = parts.iter().map(|part| ("", part.as_str())).collect();
        let text = text(&named);
        let mut ranges = Vec::new();
        let mut at = 0;
        for (n, part) in parts.iter().enumerate() {
            let end = at + part.chars().filter(|c| !c.is_whitespace()).count();
            let (begin, stop) = (from.max(at), (from + length).min(end));
            if begin < stop {
                ranges.push(range(&n.to_string(), (begin - at) as u32, (stop - at) as u32));
            }
            at = end;
        }
        if let Some(quote) = text.quote(&ranges) {
            prop_assert!(text.says(&ranges, &quote.exact));
            if let Some(found) = text.place(&quote) {
                let said = text.quote(&found).unwrap();
                let visible = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
                prop_assert_eq!(visible(&said.exact), visible(&quote.exact));
                if !quote.repeated && parts.len() == 1 {
                    prop_assert_eq!(found, ranges);
                }
            }
        }
    }

    #[test]
    fn no_change_of_a_text_makes_it_panic(
        words in prop::collection::vec(
            "[甲乙在为了比，。：、|\\t\\n]|[0-9]{1,4}|the |model |not |[$%×.\\-]|\\PC", 1..60,
        ),
        cut in 0..60_usize, count in 0..9_usize, from in 0..60_u32, length in 1..60_u32,
    ) {
        let old = text(&[("a", &words.concat())]);
        let mut changed = words.clone();
        let end = (cut + count).min(changed.len());
        let moved: Vec<String> = changed.drain(cut.min(end)..end).collect();
        changed.splice(0..0, moved);
        let new = text(&[("", ""), ("a", &changed.concat())]);
        if let Some(quote) = old.quote(&[range("0", from, from + length)])
            && let Some(found) = new.place(&quote)
        {
            prop_assert!(new.quote(&found).is_some());
        }
    }

    #[test]
    fn no_text_makes_it_panic(before in ".{0,80}", after in ".{0,80}", from in 0..20_u32, length in 1..40_u32) {
        let old = text(&[("a", &before)]);
        if let Some(quote) = old.quote(&[range("0", from, from + length)]) {
            text(&[("b", &after)]).place(&quote);
        }
    }
}
