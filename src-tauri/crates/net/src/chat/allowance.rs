//! Whether a refusal is about an account's allowance: nothing left, or only too many requests at
//! once.

use super::error_details::ErrorDetails;
use std::time::Duration;

/// The meaning of a refusal for the allowance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Allowance {
    /// Nothing is left.
    Spent {
        /// Whether it renews without the user: an allowance for an hour, a day, a week or a month.
        renews: bool,
        /// The wait, if the server names it.
        wait: Option<Duration>,
    },
    /// Too many requests at once: a later one is answered.
    Later(Option<Duration>),
}

/// Words for money or a bought allowance that is used up: it is not renewed automatically.
const SPENT: [&str; 77] = [
    "key limit exceeded",
    "spending limit",
    "insufficient balance",
    "insufficient_balance",
    "insufficientbalance",
    "insufficient account balance",
    "balance is insufficient",
    "balance insufficient",
    "balance is not enough",
    "balance not enough",
    "enough balance",
    "balance is too low",
    "balance too low",
    "balance is zero",
    "negative balance",
    "zero balance",
    "insufficient credit",
    "insufficient_credit",
    "insufficient fund",
    "insufficient_fund",
    "insufficient token",
    "insufficient user quota",
    "insufficient_user_quota",
    "not enough credit",
    "enough credits",
    "more credits",
    "no credit",
    "out of credit",
    "run out of quota",
    "run out of token",
    "credit limit",
    "credits exhausted",
    "all available credits",
    "used all your",
    "included credits",
    "spend limit",
    "billing hard limit",
    "hard_limit_reached",
    "billing_not_active",
    "billing not active",
    "check your billing",
    "enable billing",
    "exceeded_current_quota",
    "overdue",
    "arrear",
    "freetieronly",
    "free tier only",
    "quota exhausted",
    "quota_exhausted",
    "quota has been exhausted",
    "tier of the model has been exhausted",
    "inference limit",
    "payment required",
    "payment_required",
    "payment method required",
    "please top up",
    "top up your",
    "recharge",
    "depleted",
    "欠费",
    "欠費",
    "预扣费",
    "续费",
    "余额不足",
    "余额不够",
    "余额为",
    "余额已",
    "账户余额",
    "餘額不足",
    "充值",
    "儲值",
    "额度不足",
    "額度不足",
    "资源包",
    "点数不足",
    "积分不足",
    "套餐已",
];
/// Words for money or what was bought with it.
const MONEY: [&str; 23] = [
    "allowance",
    "budget",
    " trial",
    "invoice",
    "your plan",
    "balance",
    "credits",
    " credit",
    " funds",
    " points",
    "free trial",
    "free allocation",
    "subscription",
    "billing",
    "payment method",
    "resource package",
    "余额",
    "额度",
    "计费资源",
    "套餐",
    "试用",
    "残高",
    "잔액",
];
/// Words that, near to one of [`MONEY`], mean that it is used up.
const USED_UP: [&str; 32] = [
    "exceeded",
    "unpaid",
    "结束",
    "insufficient",
    "not enough",
    "exhausted",
    "expired",
    "used up",
    "run out",
    "ran out",
    "depleted",
    "no remaining",
    "none left",
    "inactive",
    "too low",
    "is disabled",
    "is not active",
    "has ended",
    "add a ",
    "enter a ",
    "不足",
    "耗尽",
    "用尽",
    "用完",
    "过期",
    "到期",
    "为0",
    "为 0",
    "为零",
    "续费",
    "부족",
    "停服",
];
/// The longest distance between a word of [`MONEY`] and one of [`USED_UP`], in bytes.
const MAX_GAP_BYTES: usize = 40;
/// A limit with at least this wait is the allowance of a period, not one on requests at once.
const PERIOD_WAIT: Duration = Duration::from_secs(3_600);
/// Chinese words for an allowance; one of [`USED_UP_ZH`] in the same refusal means that it is used
/// up.
const ALLOWANCE_ZH: [&str; 7] = ["额度", "額度", "配额", "配額", "限额", "用量", "次数"];
const USED_UP_ZH: [&str; 10] =
    ["不足", "用完", "用尽", "用盡", "耗尽", "耗盡", "已达", "达到", "超出", "超过"];
/// Phrases for a used-up allowance of unknown period: it may be the one of a minute.
const QUOTA_PHRASES: [&str; 17] = [
    "insufficient_quota",
    "insufficient quota",
    "exceeded your current quota",
    "exceeded your quota",
    "exceeded the quota",
    "quota exceeded",
    "quota_exceeded",
    "quotaexceeded",
    "quota limit",
    "allocated quota",
    "out of quota",
    "quota has been reached",
    "quota is reached",
    "reached your quota",
    "quota is not enough",
    "usage limit",
    "使用上限",
];
/// Words for the allowance of an hour, a day, a week or a month.
const PERIOD: [&str; 36] = [
    "this month",
    "this week",
    "本月",
    "本周",
    "per day",
    "perday",
    "per-day",
    "per_day",
    "/day",
    "daily",
    " tpd",
    " rpd",
    "(tpd)",
    "(rpd)",
    "byday",
    "/ day",
    "/ month",
    "/month",
    "a month",
    "a day",
    "for today",
    "today's",
    "24 hours",
    "per week",
    "weekly",
    "hourly",
    "per hour",
    "monthly",
    "per month",
    "今日",
    "今天",
    "当日",
    "每日",
    "每天",
    "小时",
    "每周",
];
/// Words of which one must be beside one of [`PERIOD`].
const LIMIT_WORDS: [&str; 12] = [
    "used all",
    "too many",
    "used up",
    "limit",
    "quota",
    "exceed",
    "exhaust",
    "allowance",
    "上限",
    "限额",
    "用完",
    "额度",
];
/// Words for too many requests at once.
const AT_ONCE: [&str; 26] = [
    "perminute",
    "per_minute",
    "per min",
    "per second",
    "persecond",
    "/min",
    "rpm",
    "tpm",
    "qps",
    "rate limit",
    "rate_limit",
    "ratelimit",
    "limit_requests",
    "throttl",
    "burst",
    "concurren",
    "too many requests",
    "try again in",
    "try again after",
    "retry in",
    "频率",
    "速率",
    "并发",
    "每分钟",
    "过于频繁",
    "稍后",
];

/// The meaning of the refusal for the allowance; `None` when it is about something else.
pub(super) fn allowance(
    status: Option<u16>,
    retry_after: Option<Duration>,
    details: &ErrorDetails,
) -> Option<Allowance> {
    let wait = retry_after.or_else(|| wait_in(&details.words));
    let is_about_limits = status.is_none_or(|status| (400..=599).contains(&status));
    let span = span_in(&details.words);
    let at_once = details.contains_any(&AT_ONCE) || span.is_some_and(|span| span < PERIOD_WAIT);
    if status == Some(402) || (is_about_limits && details.contains_any(&SPENT)) {
        return Some(Allowance::Spent { renews: false, wait: None });
    }
    let may_be = matches!(status, None | Some(400 | 401 | 403 | 412 | 429 | 500..=599));
    // Some servers name all exceeded limits; the longest period counts.
    let of_a_period = details.contains_any(&PERIOD) || span.is_some_and(|span| span >= PERIOD_WAIT);
    if may_be
        && of_a_period
        && details.contains_any(&LIMIT_WORDS)
        && !details.words.contains("per minute")
    {
        return Some(Allowance::Spent { renews: true, wait });
    }
    // A limit on requests at once never has a wait of this length.
    if status == Some(429) && wait.is_some_and(|wait| wait >= PERIOD_WAIT) {
        return Some(Allowance::Spent { renews: true, wait });
    }
    if may_be && !at_once && is_money_used_up(&details.words) {
        return Some(Allowance::Spent { renews: false, wait: None });
    }
    let limited = details.contains_any(&QUOTA_PHRASES)
        || (details.contains_any(&ALLOWANCE_ZH) && details.contains_any(&USED_UP_ZH));
    if may_be && limited && is_allowance_zero(&details.words) {
        return Some(Allowance::Spent { renews: false, wait: None });
    }
    if may_be && limited && !at_once && wait.is_none() && !details.words.contains("allocated quota")
    {
        return Some(Allowance::Spent { renews: false, wait: None });
    }
    match status {
        Some(429 | 503 | 529) => Some(Allowance::Later(wait)),
        None | Some(400 | 403) if at_once && (limited || details.contains_any(&LIMIT_WORDS)) => {
            Some(Allowance::Later(wait))
        }
        _ => None,
    }
}

/// Whether a word of [`MONEY`] is near a word of [`USED_UP`].
fn is_money_used_up(words: &str) -> bool {
    let is_near = |at: usize, money: &str| {
        let from = (0..=at.saturating_sub(MAX_GAP_BYTES))
            .rev()
            .find(|&at| words.is_char_boundary(at))
            .unwrap_or(0);
        let end = (at + money.len() + MAX_GAP_BYTES..words.len())
            .find(|&at| words.is_char_boundary(at))
            .unwrap_or(words.len());
        USED_UP.iter().any(|used_up| words[from..end].contains(used_up))
    };
    // `load balancer` and `balanced ` are not about money.
    let is_other_word = |after: &str| after.starts_with('r') || after.starts_with("d ");
    MONEY.iter().any(|money| {
        words
            .match_indices(money)
            .any(|(at, _)| !is_other_word(&words[at + money.len()..]) && is_near(at, money))
    })
}

/// The period of an allowance, as in `50 per 86400s`.
fn span_in(words: &str) -> Option<Duration> {
    let after = words.match_indices("per ").map(|(at, matched)| &words[at + matched.len()..]);
    after.filter(|after| after.starts_with(|next: char| next.is_ascii_digit())).find_map(duration)
}

/// Whether the allowance is zero, as that of a free account for a paid model.
fn is_allowance_zero(words: &str) -> bool {
    words.match_indices("limit: 0").any(|(at, matched)| {
        !words[at + matched.len()..].starts_with(|next: char| next.is_ascii_digit() || next == '.')
    })
}

/// The wait that a sentence names: `retry in 2.1s`, `try again in 9m38.016s`, `after 1 seconds`.
fn wait_in(words: &str) -> Option<Duration> {
    let phrases = ["retry in ", "again in ", "again after ", "retry after ", "please wait "];
    let after = phrases
        .iter()
        .filter_map(|phrase| words.split_once(phrase))
        .map(|(_, after)| after.trim_start())
        .find(|after| after.starts_with(|next: char| next.is_ascii_digit()));
    duration(after.or_else(|| words.split_whitespace().find(|word| is_seconds(word)))?)
}

/// The duration at the beginning of a text, rounded up to whole seconds, at most 31 days.
fn duration(text: &str) -> Option<Duration> {
    let mut seconds = 0.0;
    let mut rest = text.trim_start();
    let mut has_unit = false;
    loop {
        let digits =
            rest.find(|next: char| !(next.is_ascii_digit() || next == '.')).unwrap_or(rest.len());
        let Ok(number) = rest[..digits].parse::<f64>() else { break };
        let unit = rest[digits..].trim_start();
        let letters = unit.find(|next: char| !next.is_ascii_alphabetic()).unwrap_or(unit.len());
        let scale = match &unit[..letters] {
            "ms" | "millisecond" | "milliseconds" => 0.001,
            "s" | "sec" | "secs" | "second" | "seconds" => 1.0,
            "m" | "min" | "mins" | "minute" | "minutes" => 60.0,
            "h" | "hr" | "hour" | "hours" => 3600.0,
            "d" | "day" | "days" => 86_400.0,
            _ => break,
        };
        seconds += number * scale;
        has_unit = true;
        rest = unit[letters..].trim_start_matches([' ', ',']);
    }
    has_unit.then(|| Duration::from_secs(seconds.clamp(0.0, 2_678_400.0).ceil() as u64))
}

/// Whether a word is a number of seconds, as Google's `retryDelay` is.
fn is_seconds(word: &str) -> bool {
    word.strip_suffix('s').is_some_and(|number| !number.is_empty() && number.parse::<f64>().is_ok())
}

#[cfg(test)]
#[path = "allowance_tests.rs"]
mod tests;
