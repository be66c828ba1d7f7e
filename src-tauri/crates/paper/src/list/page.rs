//! The page of a day.

use super::{DayList, ListProblemKind, ListedPaper, NoList};
use crate::dom::{self, Dom, Element, NodeId};
use crate::{Date, MAX_PAGE, PaperId};
use serde_json::Value;
use std::collections::HashSet;

pub(super) fn read(bytes: &[u8], day: Date) -> Result<DayList, NoList> {
    if bytes.len() > MAX_PAGE {
        return Err(NoList::TooLarge);
    }
    let dom = dom::parse(&String::from_utf8_lossy(bytes), |_| false);
    let data =
        dom.find(Dom::ROOT, |element| element.attribute("data-target") == Some("DailyPapers"));
    let data = data.and_then(|id| dom.element(id)?.attribute("data-props"));
    let props = data.and_then(|text| serde_json::from_str::<Value>(text).ok());
    let shown = props
        .as_ref()
        .and_then(day_of)
        .or_else(|| data.and_then(day_in_damaged))
        .or_else(|| day_of_address(&dom));
    match shown {
        Some(shown) if shown != day => return Err(NoList::OtherDay(shown)),
        None if data.is_some() => return Err(NoList::NoDay),
        None => return Err(NoList::OtherShape),
        Some(_) => {}
    }
    if let Some(items) =
        props.as_ref().and_then(|props| props.get("dailyPapers")).and_then(Value::as_array)
    {
        return Ok(DayList::from_items(items));
    }
    let list = cards(&dom);
    if list.items.is_empty() { Err(NoList::OtherShape) } else { Ok(list) }
}

/// `dateString`, or in 2024 `date`, an ISO time.
fn day_of(props: &Value) -> Option<Date> {
    ["dateString", "date"]
        .iter()
        .find_map(|name| props.get(*name)?.as_str()?.get(..10)?.parse().ok())
}

/// The day in data that is no whole JSON any more.
fn day_in_damaged(data: &str) -> Option<Date> {
    ["\"dateString\":\"", "\"date\":\""]
        .iter()
        .find_map(|name| data.split_once(name)?.1.get(..10)?.parse().ok())
}

fn day_of_address(dom: &Dom) -> Option<Date> {
    let names_page = |element: &Element| {
        element.attribute("rel") == Some("canonical")
            || element.attribute("property") == Some("og:url")
    };
    let page = dom.element(dom.find(Dom::ROOT, names_page)?)?;
    let address = page.attribute("href").or_else(|| page.attribute("content"))?;
    address.split_once("/papers/date/")?.1.get(..10)?.parse().ok()
}

/// The titles on the cards, when the data after them cannot be read.
fn cards(dom: &Dom) -> DayList {
    let mut list = DayList::default();
    let mut known = HashSet::new();
    let mut nodes = dom.below(Dom::ROOT);
    while let Some(id) = nodes.next() {
        let Some(element) = dom.element(id) else { continue };
        if element.tag() == "h3" {
            if let Some(paper) =
                dom.find(id, |link| link.tag() == "a").and_then(|link| card(dom, link))
                && list.items.len() < DayList::MOST
                && known.insert(paper.id.clone())
            {
                list.items.push(paper);
            }
            nodes.skip_inside(id);
        }
    }
    list.problem(None, ListProblemKind::TitlesOnly);
    list
}

fn card(dom: &Dom, link: NodeId) -> Option<ListedPaper> {
    let id = PaperId::parse(dom.element(link)?.attribute("href")?.strip_prefix("/papers/")?)?;
    let title = dom.all_text(link, 2000).split_whitespace().collect::<Vec<_>>().join(" ");
    let nothing = serde_json::json!({ "id": id.as_str(), "title": title });
    super::item::read(&nothing).ok()
}
