use super::*;

fn shape(dom: &Dom) -> String {
    let mut out = String::new();
    for id in dom.below(Dom::ROOT) {
        match (dom.element(id), dom.text(id)) {
            (Some(element), _) => out.push_str(&format!("<{}>", element.tag())),
            (_, Some(text)) => out.push_str(text),
            _ => {}
        }
    }
    out
}

#[test]
fn text_inside_a_known_formula_or_a_script_is_not_kept() {
    let dom = parse(
        "<p>a<math alttext='x'><mi>X</mi></math>b<math><mi>Y</mi></math><script>no</script>c<!-- d --></p>",
        |_| false,
    );
    assert_eq!(shape(&dom), "<html><head><body><p>a<math>b<math><mi>Y<script>c");
}

#[test]
fn misnested_tags_are_put_right_as_browsers_do() {
    assert_eq!(shape(&parse("<b>1<p>2</b>3", |_| false)), "<html><head><body><b>1<p><b>23");
    assert_eq!(
        shape(&parse("<table>x<tr><td>y", |_| false)),
        "<html><head><body>x<table><tbody><tr><td>y"
    );
}

#[test]
fn ten_thousand_elements_in_one_another_keep_their_text() {
    let deep = format!("{}inmost{}<p>after</p>", "<div>a".repeat(10_000), "</div>".repeat(10_000));
    let dom = parse(&deep, |_| false);
    let text = dom.all_text(Dom::ROOT, usize::MAX);
    assert_eq!(
        (text.matches('a').count(), text.contains("inmost"), text.ends_with("after")),
        (10_001, true, true)
    );
    assert!(dom.nodes.iter().all(|node| node.depth <= 300));
    assert!(!dom.cut_short);
}

#[test]
fn a_page_made_to_multiply_elements_is_cut_short() {
    let fonts: String = (0..200).map(|n| format!("<p><font a{n}=1>")).collect();
    let page = format!("{fonts}{}", "<p>x".repeat(20_000));
    let dom = parse(&page, |_| false);
    assert!(dom.cut_short);
    assert!(dom.nodes.len() < page.len());
}

#[test]
fn a_tag_of_a_million_attributes_ends_the_reading() {
    let page = format!("<p>before</p><p {}>after</p>", "a b ".repeat(500_000));
    let dom = parse(&page, |_| false);
    assert!(dom.cut_short);
    assert_eq!(dom.all_text(Dom::ROOT, 100), "before");
}
