//! The page of a day.

use super::{DayList, ListProblemKind, ListedPaper, NoList};
use crate::dom::{self, first, select, text_of};
use crate::{Date, MAX_PAGE_BYTES, PaperId};
use scraper::{ElementRef, Html};
use serde_json::Value;
use std::collections::HashSet;

pub(super) fn read(bytes: &[u8], day: Date) -> Result<DayList, NoList> {
    if bytes.len() > MAX_PAGE_BYTES {
        return Err(NoList::TooLarge);
    }
    let page = dom::parse(&String::from_utf8_lossy(bytes), |_| false).for_selectors(None);
    let data = first(&page, "[data-target=DailyPapers]").and_then(|list| list.attr("data-props"));
    let props = data.and_then(|text| serde_json::from_str::<Value>(text).ok());
    let shown = props
        .as_ref()
        .and_then(day_of)
        .or_else(|| data.and_then(day_in_damaged))
        .or_else(|| day_of_address(&page));
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
    let list = cards(&page);
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

fn day_of_address(page: &Html) -> Option<Date> {
    let named = first(page, "[rel=canonical], [property='og:url']")?;
    let address = named.attr("href").or_else(|| named.attr("content"))?;
    address.split_once("/papers/date/")?.1.get(..10)?.parse().ok()
}

/// The titles on the cards, when the data after them cannot be read.
fn cards(page: &Html) -> DayList {
    let mut list = DayList::default();
    let mut known = HashSet::new();
    for link in select(page, "h3 a[href^='/papers/']") {
        if let Some(paper) = card(link)
            && list.items.len() < DayList::MAX_PAPERS
            && known.insert(paper.id.clone())
        {
            list.items.push(paper);
        }
    }
    list.problem(None, ListProblemKind::TitlesOnly);
    list
}

fn card(link: ElementRef<'_>) -> Option<ListedPaper> {
    let id = PaperId::parse(link.attr("href")?.strip_prefix("/papers/")?)?;
    let nothing = serde_json::json!({ "id": id.as_str(), "title": text_of(link, 2000) });
    super::item::read(&nothing).ok()
}
