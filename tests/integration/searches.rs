//! Facets, saved searches, related papers, trends, and matches in the opened paper.

use crate::test_app::{Paper, SURGERY, TALK, TestApp};
use paperboy_core::wire::{DomainFacet, Facet, Facets, Mark, SortOrder};

const ARM: Paper = Paper {
    id: "2511.00003",
    title: "A World Model for Robot Arms",
    domain: "具身智能（机器人操作）",
    contribution: "用世界模型从无标注的视频中学习机械臂的策略。",
    innovations: "* 由视频推出动作\n* 世界模型与逆动力学",
};

const POEM: Paper = Paper {
    id: "2512.00004",
    title: "Counting Rhymes",
    domain: "古籍整理",
    contribution: "统计唐诗的押韵。",
    innovations: "* 韵部表",
};

fn sample_library() -> TestApp {
    let test = TestApp::new();
    test.add_day("2025-11-20", &[ARM]);
    test.add_day("2025-12-31", &[POEM, TALK]);
    test.add_day("2026-01-05", &[TALK, SURGERY]);
    test.app().mark(&[TALK.id.to_owned()], Mark::Starred, true).unwrap();
    test.app().mark(&[ARM.id.to_owned()], Mark::Read, true).unwrap();
    test.app()
        .tag(
            &[ARM.id.to_owned(), SURGERY.id.to_owned()],
            &["读 一读".to_owned(), "robots".to_owned()],
            &[],
        )
        .unwrap();
    test.app().wait_until_indexed().unwrap();
    test
}

fn all_domains(facets: &[DomainFacet]) -> Vec<&DomainFacet> {
    facets
        .iter()
        .flat_map(|facet| std::iter::once(facet).chain(all_domains(&facet.children)))
        .collect()
}

/// Every facet: what is typed, its number, and whether it is chosen.
fn all(facets: &Facets) -> Vec<(String, u32, bool)> {
    let one = |facet: &Facet| (facet.key.clone(), facet.papers, facet.chosen);
    let named =
        [&facets.months, &facets.sources, &facets.writers, &facets.tags].into_iter().flatten();
    let mut all: Vec<_> = named.chain([&facets.starred, &facets.unread]).map(one).collect();
    all.extend(
        all_domains(&facets.domains)
            .into_iter()
            .map(|facet| (facet.key.clone(), facet.papers, facet.chosen)),
    );
    all
}

fn strict(test: &TestApp, query: &str) -> u32 {
    let answer = test.app().search(query, SortOrder::Relevance, 0, 100).unwrap();
    u32::try_from(answer.hits.iter().filter(|hit| !hit.looser).count()).unwrap()
}

#[test]
fn every_facets_number_is_that_of_the_hits_one_gets_by_choosing_it() {
    let test = sample_library();
    for query in
        ["", "世界模型", "视频 OR 唐诗", "机器人 -手术", "title:world date:2025", "is:unread"]
    {
        let facets = all(&test.app().facets(query).unwrap());
        for kind in ["date:", "source:", "writer:", "is:starred", "is:unread"] {
            assert!(facets.iter().any(|(key, ..)| key.starts_with(kind)), "{kind} under “{query}”");
        }
        for (key, papers, chosen) in facets {
            let narrowed = test.app().choose(query, &key);
            if chosen {
                assert!(query.contains(&key), "{key} under “{query}”");
                continue;
            }
            assert_eq!(strict(&test, &narrowed), papers, "{narrowed}");
            let again = all(&test.app().facets(&narrowed).unwrap());
            assert!(
                papers == 0 || again.contains(&(key.clone(), papers, true)),
                "{key} is not chosen in “{narrowed}”: {again:?}"
            );
            assert_eq!(
                strict(&test, &test.app().choose(&narrowed, &key)),
                if query.is_empty() { 0 } else { strict(&test, query) }
            );
        }
    }
    let facets = all(&test.app().facets("").unwrap());
    for expected in [
        ("date:2025-12", 2),
        ("tag:robots", 2),
        ("tag:\"读 一读\"", 2),
        ("domain:机器人与具身智能", 2),
        ("domain:计算机视觉", 1),
        ("is:unread", 3),
    ] {
        assert!(
            facets.contains(&(expected.0.to_owned(), expected.1, false)),
            "{expected:?} in {facets:?}"
        );
    }
}

#[test]
fn a_field_is_found_by_its_name_and_shown_where_it_is_named() {
    let test = sample_library();
    assert_eq!(test.hit_ids("领域:机器人与具身智能").len(), 2);
    assert_eq!(test.hit_ids("domain:robotics-and-embodied-ai is:unread"), [SURGERY.id]);
    assert_eq!(
        test.hit_ids("domain:\"机器人与具身智能\""),
        Vec::<String>::new(),
        "in quotes it is words"
    );
    assert_eq!(test.hit_ids("-domain:机器人与具身智能").len(), 2);
    let answer =
        test.app().search("domain:机器人与具身智能 世界模型", SortOrder::Relevance, 0, 10).unwrap();
    assert!(answer.understood.contains("domain:机器人与具身智能"), "{}", answer.understood);
}

#[test]
fn a_saved_search_counts_what_is_unread_and_follows_the_days() {
    let test = sample_library();
    let saved = || {
        test.app().wait_until_indexed().unwrap();
        let saved = test.app().saved_searches().unwrap();
        saved.into_iter().map(|saved| (saved.name, saved.total, saved.unread)).collect::<Vec<_>>()
    };
    test.app().save_search("世界", "世界模型").unwrap();
    assert_eq!(saved(), [("世界".to_owned(), 2, 1)]);
    test.add_day("2026-01-06", &[Paper { id: "2601.00009", ..ARM }, POEM]);
    assert_eq!(saved(), [("世界".to_owned(), 3, 2)]);
    let news = test.app().day_news("2026-01-06").unwrap();
    assert_eq!(
        news.iter().map(|news| (news.name.as_str(), news.papers)).collect::<Vec<_>>(),
        [("世界", 1)]
    );
    assert_eq!(strict(&test, &news[0].query), 1);
    assert_eq!(test.app().day_news("2025-12-31").unwrap(), []);

    let removed = test.app().remove_saved("世界").unwrap();
    assert_eq!(saved(), []);
    assert_eq!(test.app().undo(removed.id).unwrap().unwrap().what, "saved");
    assert_eq!(saved(), [("世界".to_owned(), 3, 2)]);
    for (name, query) in [("", "a"), ("a", ""), ("a", "?!")] {
        assert!(test.app().save_search(name, query).is_err(), "“{name}” “{query}”");
    }
}

#[test]
fn searches_are_remembered_and_forgotten() {
    let test = sample_library();
    for query in ["世界模型", " robots ", "", "?!"] {
        test.app().remember_search(query).unwrap();
    }
    assert_eq!(test.app().search_history().unwrap(), ["robots", "世界模型"]);
    test.app().forget_search(Some("世界模型")).unwrap();
    assert_eq!(test.app().search_history().unwrap(), ["robots"]);
}

#[test]
fn related_papers_share_what_is_rare_and_a_loner_has_none() {
    let test = sample_library();
    let related = test.app().related(ARM.id, 5).unwrap();
    assert_eq!(related.iter().map(|hit| hit.id.as_str()).collect::<Vec<_>>(), [SURGERY.id]);
    let marked: Vec<String> = related[0]
        .highlights
        .iter()
        .map(|(from, to)| {
            related[0].snippet.chars().skip(*from as usize).take((to - from) as usize).collect()
        })
        .collect();
    assert!(
        marked.iter().any(|marked| marked.contains("世界模型")),
        "{marked:?} in {}",
        related[0].snippet
    );
    assert_eq!(test.app().related(POEM.id, 5).unwrap(), []);
}

#[test]
fn the_months_of_a_query_are_listed_from_the_first_to_the_last() {
    let test = sample_library();
    let months = |query: &str| {
        let months = test.app().trend(query).unwrap().into_iter();
        months.map(|month| (month.month, month.papers, month.of)).collect::<Vec<_>>()
    };
    let month = |month: &str, papers, of| (month.to_owned(), papers, of);
    assert_eq!(
        months("世界模型"),
        [month("2025-11", 1, 1), month("2025-12", 0, 2), month("2026-01", 1, 2)]
    );
    assert_eq!(
        months(""),
        [month("2025-11", 1, 1), month("2025-12", 2, 2), month("2026-01", 2, 2)]
    );
}

#[test]
fn the_opened_paper_shows_where_it_contains_the_query() {
    let test = sample_library();
    let found = |query: &str| {
        let found = test.app().matches(SURGERY.id, query).unwrap().into_iter();
        found.map(|place| (place.section, place.text, place.occurrence)).collect::<Vec<_>>()
    };
    let place =
        |section: &str, text: &str, occurrence| (section.to_owned(), text.to_owned(), occurrence);
    assert_eq!(found("策略"), [place("contribution", "策略", 0), place("innovations", "策略", 0)]);
    assert_eq!(found("title:surgical"), [place("title", "Surgical", 0)]);
    assert_eq!(
        found("surgicl"),
        [place("title", "Surgical", 0)],
        "more loosely, as the search finds it"
    );
    assert_eq!(found("唐诗"), []);
}

#[test]
fn a_month_lists_significant_rises_and_falls_with_the_numbers_of_its_queries() {
    let test = TestApp::new();
    let ids: Vec<String> = (0..80).map(|number| format!("2511.{number:05}")).collect();
    let paper = |number: usize, domain, contribution| Paper {
        id: ids[number].clone().leak(),
        domain,
        contribution,
        innovations: "* 其他",
        title: "A",
    };
    let before: Vec<Paper> =
        (0..40).map(|number| paper(number, "计算机视觉", "用扩散模型生成。")).collect();
    let now: Vec<Paper> = (40..80)
        .map(|number| match number % 2 {
            0 => paper(number, "机器人", "用 强化学习 与 NewNet-7 学习。"),
            _ => paper(number, "计算机视觉", "用扩散模型生成。"),
        })
        .collect();
    test.add_day("2025-11-20", &before);
    test.add_day("2025-12-20", &now);
    let trends = test.app().month_trends("2025-12").unwrap();
    assert_eq!((trends.papers, trends.before), (40, 40));
    let names = |shifts: &[paperboy_core::wire::Shift]| {
        shifts.iter().map(|shift| shift.en.clone()).collect::<Vec<_>>()
    };
    assert_eq!(names(&trends.domains_up), ["robotics and embodied AI"]);
    assert_eq!(names(&trends.domains_down), ["computer vision"]);
    let mut up = names(&trends.terms_up);
    up.sort();
    assert_eq!(up, ["NewNet-7", "reinforcement learning"]);
    assert_eq!(names(&trends.terms_down), ["diffusion model"]);
    for shift in trends
        .domains_up
        .iter()
        .chain(&trends.domains_down)
        .chain(&trends.terms_up)
        .chain(&trends.terms_down)
    {
        assert_eq!(strict(&test, &shift.query), shift.papers, "{}", shift.query);
    }
    let first = test.app().month_trends("2025-11").unwrap();
    assert_eq!(
        (first.before, first.terms_up.len(), first.domains_up.len()),
        (0, 0, 0),
        "nothing to compare with"
    );
    assert!(test.app().month_trends("2025-13").is_err());
}
