//! The subjects that speak for a paper, and what each of them does.

use super::token::{Token, strongest, verb_behind};
use super::words::Kinds;
use crate::extract::cues::Cues;
use crate::extract::verbs::{Act, Form};
use crate::extract::words::each_word;

/// `we propose`
pub fn spoken(tokens: &[Token], at: usize) -> Option<Act> {
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let is_apart = tokens[at].after_mark;
    if before.is_some_and(|token| token.has(Kinds::SUBORDINATE) && !is_apart) {
        return None;
    }
    // `Every framework we surveyed` is about what precedes, unless the sentence opens with
    // something else: `to solve this problem we propose`.
    let first = &tokens[0];
    // `Motivated by this problem we propose`, and not `Weight-shared nets need a count that every
    // framework we surveyed has`.
    let is_led =
        tokens.get(1).is_some_and(|second| second.has(Kinds::OPENING) || second.is(&["upon"]));
    let is_participle = first.word.ends_with("ed") && is_led
        || first.word.ends_with("ing") && !first.has(Kinds::OTHERS);
    let opens = first.has(Kinds::OPENING) || is_participle;
    let goes_on = |token: &Token| {
        token.has(Kinds::LINK) || token.has(Kinds::PAPER) || token.word.ends_with("ly")
    };
    if !is_apart && !opens && before.is_some_and(|token| !goes_on(token)) {
        return None;
    }
    let Some((place, act, form)) = verb_behind(tokens, at) else {
        // `We reinterpret the map and propose …`: what comes second counts as well.
        let place = at + 1;
        let best = strongest(tokens, place, Act::Describes, |other| other == Form::Base);
        return (best >= Act::Makes && !tokens.get(place)?.after_mark).then_some(best);
    };
    if matches!(form, Form::Third | Form::Gerund) || is_past(tokens, at, place, form) {
        return None;
    }
    Some(strongest(tokens, place, act, |other| matches!(other, Form::Base | Form::Past)))
}

/// `Recently, we introduced`, `in previous work we showed`: that was another paper.
fn is_past(tokens: &[Token], subject: usize, place: usize, form: Form) -> bool {
    let from = subject.saturating_sub(4);
    let before = &tokens[from..subject];
    let was_before = tokens[from..place].iter().any(|token| token.has(Kinds::LATELY))
        || before.iter().any(|token| token.is(&["previous", "prior"]));
    let differs = before.iter().any(|token| token.is(&["unlike", "from", "than", "to"]));
    form == Form::Past && was_before && !differs
}

/// The last word of `this position paper`, where such begins at a place.
pub fn paper(tokens: &[Token], at: usize) -> Option<usize> {
    let first = &tokens[at];
    if !first.has(Kinds::THIS) {
        return None;
    }
    let near = tokens.len().min(at + 5);
    let noun = (at + 1..near).find(|&at| tokens[at].has(Kinds::PAPER))?;
    let between = &tokens[at + 1..noun];
    let is_part =
        |token: &Token| !token.after_mark && token.verb.is_none() && !token.has(Kinds::FUNCTION);
    // `The work of others` and `the current research` are not this paper; `the paper` and
    // `the present study` are.
    let is_this = match first.word.as_str() {
        "this" | "our" => true,
        "the" if between.is_empty() => tokens[noun].is(&["paper", "article", "thesis"]),
        "the" => between.iter().any(|token| token.is(&["present"])),
        _ => false,
    };
    if !is_this || !between.iter().all(is_part) {
        return None;
    }
    let names = |at: &usize| tokens[*at].has(Kinds::PAPER) && !tokens[*at].after_mark;
    let last = (noun + 1..near).take_while(names).last();
    // `This paper reports`: the second is the verb.
    let is_noun = |last: &usize| tokens[*last].verb.is_none_or(|(_, form)| form == Form::Base);
    Some(last.filter(is_noun).unwrap_or(noun))
}

/// `this paper introduces`
pub fn written(tokens: &[Token], noun: usize) -> Option<Act> {
    let is_overview = tokens[noun].has(Kinds::OVERVIEW);
    let start = (0..noun).rev().find(|&at| tokens[at].has(Kinds::THIS))?;
    if let Some(before) = start.checked_sub(1).map(|at| &tokens[at]) {
        if before.is(&["in", "through", "with", "throughout", "within", "from"]) {
            return None;
        }
        if before.is(&["of", "behind"]) {
            return aim(&tokens[start.saturating_sub(4)..start]);
        }
    }
    let Some((place, act, form)) = verb_behind(tokens, noun) else {
        return is_overview.then_some(Act::Reviews);
    };
    if matches!(form, Form::Gerund | Form::Base) {
        return None;
    }
    let act = strongest(tokens, place, act, |other| other != Form::Gerund);
    Some(if is_overview { act.max(Act::Reviews) } else { act })
}

/// `The aim of this paper is to …`
fn aim(head: &[Token]) -> Option<Act> {
    let has = |words: &[&str]| head.iter().any(|token| token.is(words));
    if has(&["contribution", "contributions", "result", "novelty"]) {
        return Some(Act::Makes);
    }
    let aims =
        ["purpose", "goal", "aim", "objective", "focus", "subject", "topic", "aims", "goals"];
    has(&aims).then_some(Act::Studies)
}

/// `our main contribution is`, `our method combines`
pub fn ours(tokens: &[Token], at: usize) -> Option<Act> {
    let near = &tokens[at + 1..tokens.len().min(at + 5)];
    let ends = |token: &Token| token.after_mark || token.has(Kinds::FUNCTION);
    let noun = &near[..near.iter().position(ends).unwrap_or(near.len())];
    let has = |words: &[&str]| noun.iter().any(|token| token.is(words));
    let is_subject = at < 3 || tokens[at].after_mark;
    match () {
        () if !is_subject => None,
        () if has(&["contribution", "contributions"]) => Some(Act::Makes),
        () if has(&["aim", "goal", "objective", "purpose"]) => Some(Act::Studies),
        () if has(&["theorem", "proof"]) => Some(Act::Finds),
        () if has(&["result", "finding", "insight"])
            && has(&["main", "central", "key", "principal"]) =>
        {
            Some(Act::Finds)
        }
        // `Our results demonstrate that …`
        () if near.windows(3).any(finds_that) => Some(Act::Argues),
        () => {
            let is_thing = noun.iter().any(|token| Cues::of(&token.word).has(Cues::THING));
            is_thing.then_some(Act::Describes)
        }
    }
}

/// `results demonstrate that`
fn finds_that(tokens: &[Token]) -> bool {
    let [trial, verb, that] = tokens else { return false };
    Cues::of(&trial.word).has(Cues::TRIAL)
        && verb.verb.is_some_and(|(act, _)| act == Act::Finds)
        && that.is(&["that"])
}

/// `The proposed index keeps …`, `Here, a rotation of each head removes …`
pub fn proposed(tokens: &[Token], at: usize) -> Option<Act> {
    let [first, second, ..] = &tokens[at..] else { return None };
    let is_proposed = first.is(&["the"])
        && second.is(&["proposed", "presented"])
        && (at == 0 || first.after_mark);
    let is_here =
        at == 1 && tokens[0].is(&["here"]) && first.after_mark && first.has(Kinds::INDEFINITE);
    (is_proposed || is_here).then_some(Act::Names)
}

/// `a new method is proposed`, `it is shown that`
pub fn passive(tokens: &[Token], at: usize) -> Option<Act> {
    let ends = |at: &usize| tokens[*at].verb.is_some() || !tokens[*at].is_between();
    let participle = (at + 1..tokens.len().min(at + 5)).find(ends)?;
    let (act, form) = tokens[participle].verb?;
    let before = &tokens[at.checked_sub(1)?];
    let behind = tokens.get(participle + 1);
    let is_general = tokens.iter().any(|token| token.has(Kinds::GENERAL))
        || behind.is_some_and(|token| token.is(&["by", "as"]));
    if form != Form::Past || is_general || before.has(Kinds::RELATIVE) {
        return None;
    }
    if tokens[0].is(&["it"]) || before.is(&["it"]) {
        let is_finding = act == Act::Finds && behind.is_some_and(|token| token.is(&["that"]));
        return is_finding.then_some(Act::Finds);
    }
    // `A method … is proposed`: a known thing has no `a`.
    let subject = &tokens[..at];
    let is_here = subject.iter().any(|token| token.has(Kinds::HERE));
    let one = |token: &Token| token.has(Kinds::INDEFINITE);
    let is_one = subject.iter().take(4).any(one)
        || subject.iter().any(|token| token.after_mark && one(token));
    let counts = match act {
        Act::Brings | Act::Makes | Act::Finds | Act::Reviews => is_here || is_one,
        Act::Studies => is_here,
        _ => false,
    };
    counts.then_some(act)
}

/// `Heron is a network that …`, `Heron introduces …`
pub fn named(tokens: &[Token], name: &str) -> Option<Act> {
    let mut words = Vec::new();
    each_word(name, |word, _| words.push(word.to_owned()));
    let is_name = |at: usize| {
        let part = tokens.get(at..at + words.len());
        part.is_some_and(|part| part.iter().zip(&words).all(|(token, word)| token.word == *word))
    };
    let begins = |at: usize| at == 0 || tokens[at].after_mark || tokens[at - 1].is(&["the"]);
    let start = (0..tokens.len().min(14)).find(|&at| begins(at) && is_name(at))?;
    let end = start + words.len();
    let next = tokens.get(end).filter(|_| !words.is_empty())?;
    if next.is(&["is", "are"]) {
        let near = &tokens[end..tokens.len().min(end + 6)];
        if near.iter().any(|token| token.has(Kinds::KNOWN)) {
            return None;
        }
        let after = tokens[end + 1..].iter().find(|token| !token.word.ends_with("ly"))?;
        let is_made = after.verb.is_some_and(|(_, form)| form == Form::Past);
        let names_object = is_made || after.is(&["a", "an", "the", "our", "one"]);
        return Some(if names_object { Act::Names } else { Act::Describes });
    }
    match next.verb {
        Some((act, Form::Third)) if act >= Act::Makes => Some(Act::Names),
        Some((act @ (Act::Works | Act::Studies), Form::Third)) => Some(act),
        _ => Some(Act::Describes),
    }
}
