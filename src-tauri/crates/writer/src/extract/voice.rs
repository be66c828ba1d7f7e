//! Whose doing a sentence tells: the authors', or that of others before them.
//!
//! A contribution is told by its subject and its verb, not by its words alone: `we prove`, `this survey reviews`, `a method is
//! proposed`, `Heron is a network that …`. `Recent works propose …`, `the way we build software` and `we recently introduced`
//! have the same words and tell what was there before.

use super::cues::Cues;
use super::verbs::{Act, Form, verb};
use super::words::{each_word, is_han};

/// What a sentence tells of whom.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Voice {
    /// What the authors, their paper or its thing does.
    pub act: Option<Act>,
    /// Whether it speaks of others' work, of what is known or of what is lacking.
    pub is_others: bool,
    /// Whether what it finds is how others fare: `we observe that this design fails`.
    pub is_about_others: bool,
    /// Whether it names this paper: `in this paper`, `this survey`.
    pub names_paper: bool,
}

/// A word of a sentence.
struct Token {
    word: String,
    /// Whether a comma, a colon or a dash stands before it.
    after_mark: bool,
    is_capital: bool,
}

/// Words that one sentence is looked at for.
const WORDS: usize = 120;

const PAPERS: [&str; 24] = [
    "paper",
    "papers",
    "work",
    "article",
    "report",
    "study",
    "survey",
    "review",
    "thesis",
    "dissertation",
    "note",
    "letter",
    "manuscript",
    "tutorial",
    "chapter",
    "research",
    "monograph",
    "perspective",
    "essay",
    "investigation",
    "project",
    "overview",
    "position",
    "contribution",
];
const OVERVIEWS: [&str; 5] = ["survey", "review", "tutorial", "overview", "monograph"];
const THIS: [&str; 5] = ["this", "the", "our", "present", "current"];
/// What may stand between a subject and its verb.
const BETWEEN: [&str; 46] = [
    "first",
    "then",
    "also",
    "further",
    "therefore",
    "thus",
    "hence",
    "here",
    "now",
    "next",
    "finally",
    "instead",
    "both",
    "not",
    "only",
    "second",
    "third",
    "have",
    "has",
    "had",
    "can",
    "could",
    "will",
    "would",
    "do",
    "does",
    "did",
    "are",
    "were",
    "was",
    "is",
    "be",
    "to",
    "able",
    "among",
    "the",
    "one",
    "of",
    "herein",
    "moreover",
    "too",
    "even",
    "in",
    "for",
    "time",
    "just",
];
/// Behind these `we` does not say what the paper does: `the way we build`, `as we show`.
const SUBORDINATE: [&str; 17] = [
    "as",
    "if",
    "when",
    "how",
    "what",
    "way",
    "ways",
    "whether",
    "than",
    "before",
    "until",
    "unless",
    "because",
    "why",
    "once",
    "everything",
    "data",
];
/// What opens a sentence before its subject: `To solve this problem we propose`.
const OPENINGS: [&str; 22] = [
    "in",
    "to",
    "for",
    "by",
    "with",
    "using",
    "through",
    "under",
    "on",
    "from",
    "given",
    "as",
    "following",
    "towards",
    "toward",
    "here",
    "via",
    "at",
    "unlike",
    "across",
    "over",
    "beyond",
];
/// What others' work is called.
const OTHERS: [&str; 25] = [
    "existing",
    "previous",
    "previously",
    "prior",
    "current",
    "currently",
    "traditional",
    "traditionally",
    "conventional",
    "recent",
    "recently",
    "earlier",
    "contemporary",
    "classical",
    "mainstream",
    "most",
    "many",
    "today's",
    "modern",
    "numerous",
    "standard",
    "typical",
    "others",
    "despite",
    "although",
];
/// How a sentence begins that tells what is lacking.
const TURNS: [&str; 8] = ["however", "yet", "unfortunately", "nevertheless", "nonetheless", "but", "though", "still"];
/// What remains to be done.
const LACKS: [&str; 24] = [
    "unclear",
    "challenging",
    "challenge",
    "challenges",
    "underexplored",
    "under-explored",
    "unexplored",
    "open",
    "limited",
    "difficult",
    "unknown",
    "elusive",
    "scarce",
    "lacking",
    "hard",
    "unresolved",
    "understudied",
    "under-studied",
    "unsolved",
    "poorly",
    "bottleneck",
    "problematic",
    "largely",
    "insufficient",
];
/// What is said of things that are known: `attention is a core part of …`.
const KNOWN: [&str; 14] = [
    "popular",
    "common",
    "core",
    "fundamental",
    "well-known",
    "dominant",
    "standard",
    "central",
    "important",
    "essential",
    "critical",
    "crucial",
    "challenging",
    "established",
];
const GENERAL: [&str; 10] =
    ["recently", "previously", "commonly", "often", "widely", "typically", "usually", "traditionally", "existing", "conventionally"];
const BE: [&str; 5] = ["is", "are", "was", "were", "be"];

/// Looks at a sentence; `name` is what the title calls the paper's thing, in lower case.
pub fn voice(text: &str, name: Option<&str>) -> Voice {
    let han = text.chars().filter(|&c| is_han(c)).count();
    if han > 0 && han * 3 > text.chars().filter(char::is_ascii_alphabetic).count() {
        return super::voice_zh::voice(text);
    }
    let tokens = tokens(text);
    let mut voice = Voice::default();
    let is_question = text.trim_end().ends_with('?');
    let mut at = 0;
    let mut better = |act: Option<Act>| voice.act = voice.act.max(act.filter(|_| !is_question));
    while at < tokens.len() {
        let word = tokens[at].word.as_str();
        if word == "we" || word == "i" && tokens[at].is_capital && at == 0 || word == "authors" && at < 4 {
            better(spoken(&tokens, at));
        } else if let Some(noun) = paper(&tokens, at) {
            at = noun;
            voice.names_paper = true;
            better(written(&tokens, noun));
        } else if matches!(word, "our" | "my") {
            better(ours(&tokens, at));
        } else if BE.contains(&word) {
            better(passive(&tokens, at));
        } else if at == 0 && matches!(word, "introducing" | "presenting") {
            better(Some(Act::Brings));
        }
        at += 1;
    }
    if let Some(act) = name.and_then(|name| named(&tokens, name)) {
        better(Some(act));
    }
    voice.is_about_others = matches!(voice.act, Some(Act::Finds | Act::Argues)) && tells_of_others(&tokens);
    voice.is_others = voice.act.is_none_or(|act| act <= Act::Names) && is_of_others(&tokens, voice.act.is_some());
    voice
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut read = 0;
    each_word(text, |word, shown| {
        let start = shown.as_ptr() as usize - text.as_ptr() as usize;
        if tokens.len() < WORDS {
            let between = text.get(read..start).unwrap_or_default();
            tokens.push(Token {
                word: word.to_owned(),
                after_mark: between.contains([',', ';', ':', '—', '–', '(', ')', '"', '“'])
                    || between.contains(" - ")
                    || between.contains("--"),
                is_capital: shown.starts_with(char::is_uppercase),
            });
        }
        read = start + shown.len();
    });
    tokens
}

fn is_between(word: &str) -> bool {
    BETWEEN.contains(&word) || word.ends_with("ly") && word != "apply"
}

/// The verb that follows a subject, and its place.
fn verb_behind(tokens: &[Token], subject: usize) -> Option<(usize, Act, Form)> {
    let mut at = subject + 1;
    // `We, for the first time, prove`
    if tokens.get(at).is_some_and(|token| token.after_mark) {
        let resumed = (at + 1..(at + 9).min(tokens.len())).find(|&at| tokens[at].after_mark);
        at = resumed?;
    }
    let mut skipped = 0;
    let mut may = false;
    while let Some(token) = tokens.get(at) {
        if matches!(token.word.as_str(), "not" | "cannot" | "never" | "need" | "must" | "should") {
            return None;
        }
        // `We can build on this` promises; `we can show` shows.
        may |= matches!(token.word.as_str(), "can" | "could" | "would" | "may" | "might");
        if let Some((act, form)) = verb(&token.word) {
            return (!may || act == Act::Finds).then_some((at, act, form));
        }
        if !is_between(&token.word) || skipped > 6 {
            return None;
        }
        skipped += 1;
        at += 1;
    }
    None
}

/// `we propose`
fn spoken(tokens: &[Token], at: usize) -> Option<Act> {
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    if before.is_some_and(|token| SUBORDINATE.contains(&token.word.as_str())) && !tokens[at].after_mark {
        return None;
    }
    // `every framework we surveyed`: a clause about what stands before, unless the sentence opens with something else.
    let follows = before.is_none_or(|token| {
        tokens[at].after_mark
            || is_link(&token.word)
            || PAPERS.contains(&token.word.as_str())
            || OPENINGS.contains(&tokens[0].word.as_str())
            || tokens[0].word.ends_with("ed")
            || tokens[0].word.ends_with("ing")
    });
    if !follows {
        return None;
    }
    let Some((place, act, form)) = verb_behind(tokens, at) else {
        // `We reinterpret the map and propose …`: what comes second counts as well.
        let place = at + 1;
        let best = strongest(tokens, place, Act::Describes, |other| other == Form::Base);
        return (best >= Act::Makes && !tokens.get(place)?.after_mark).then_some(best);
    };
    if form == Form::Third || form == Form::Gerund {
        return None;
    }
    // `Recently, we introduced`, `in previous work we showed`: that was another paper.
    let from = at.saturating_sub(4);
    let is_past = form == Form::Past
        && tokens[from..place].iter().any(|token| matches!(token.word.as_str(), "recently" | "previously" | "earlier"))
        || form == Form::Past && tokens[from..at].iter().any(|token| matches!(token.word.as_str(), "previous" | "prior"));
    if is_past && !tokens[from..at].iter().any(|token| matches!(token.word.as_str(), "unlike" | "from" | "than" | "to")) {
        return None;
    }
    Some(strongest(tokens, place, act, |other| matches!(other, Form::Base | Form::Past)))
}

fn is_link(word: &str) -> bool {
    word.ends_with("ly")
        || matches!(
            word,
            "here"
                | "thus"
                | "therefore"
                | "hence"
                | "then"
                | "and"
                | "but"
                | "so"
                | "that"
                | "which"
                | "where"
                | "while"
                | "finally"
                | "first"
                | "second"
                | "third"
                | "yet"
                | "end"
                | "additionally"
                | "moreover"
                | "furthermore"
                | "instead"
                | "next"
                | "also"
                | "whereas"
                | "besides"
                | "this"
                | "however"
                | "in"
                | "whom"
                | "for"
                | "now"
                | "herein"
                | "below"
        )
}

/// The best of what one subject does: `we analyse … and propose …`, `we address this by introducing …`.
fn strongest(tokens: &[Token], place: usize, act: Act, agrees: impl Fn(Form) -> bool) -> Act {
    let mut best = weighed(tokens, place, act);
    // `We close this gap with Heron, a network that …`
    if best <= Act::Argues {
        let with = (place + 1..tokens.len().min(place + 9)).find(|&at| matches!(tokens[at].word.as_str(), "with" | "through" | "via"));
        let is_thing = with.is_some_and(|with| {
            let named = tokens[with + 1..tokens.len().min(with + 14)].iter();
            let mut named =
                named.skip_while(|token| !(token.after_mark && matches!(token.word.as_str(), "a" | "an" | "the" | "our" | "which")));
            named.next().is_some()
        });
        best = if is_thing { Act::Makes } else { best };
    }
    for at in place + 1..tokens.len() {
        let word = &tokens[at].word;
        // Another subject follows.
        if matches!(word.as_str(), "we" | "which" | "who" | "whose" | "however" | "but") {
            break;
        }
        let before = tokens[at - 1].word.as_str();
        let Some((act, form)) = verb(word).filter(|(act, _)| *act >= Act::Makes) else { continue };
        let joined = matches!(before, "and" | "then" | "also" | "further" | "finally" | "accordingly") || tokens[at].after_mark;
        let by = matches!(before, "by" | "through" | "via") || before.ends_with("ly") && at >= 2 && tokens[at - 2].word == "by";
        if joined && agrees(form) || by && form == Form::Gerund && best >= Act::Works {
            best = best.max(act);
        }
    }
    best
}

/// What a verb says with what is behind it.
fn weighed(tokens: &[Token], place: usize, act: Act) -> Act {
    let behind = &tokens[place + 1..tokens.len().min(place + 9)];
    let has = |words: &[&str]| behind.iter().any(|token| words.contains(&token.word.as_str()));
    match act {
        // `We conduct extensive experiments`, `we provide experiments`: that is how it was tested.
        Act::Studies | Act::Makes if has(&["experiments", "experiment", "ablations", "ablation"]) => Act::Describes,
        Act::Studies if has(&["first", "comprehensive", "systematic", "systematically", "large-scale", "in-depth", "comprehensively"]) => {
            Act::Argues
        }
        Act::Makes if verb(&tokens[place].word) == verb("describe") && has(&["experience"]) => Act::Makes,
        _ => act,
    }
}

/// The last word of `this position paper`, where such begins at a place.
fn paper(tokens: &[Token], at: usize) -> Option<usize> {
    let first = tokens[at].word.as_str();
    if !THIS.contains(&first) {
        return None;
    }
    let near = tokens.len().min(at + 5);
    let noun = (at + 1..near).find(|&at| PAPERS.contains(&tokens[at].word.as_str()))?;
    let between = &tokens[at + 1..noun];
    let is_phrase = between.iter().all(|token| {
        !token.after_mark && verb(&token.word).is_none_or(|_| PAPERS.contains(&token.word.as_str())) && !is_function(&token.word)
    });
    // `The work of others` and `the current research` are not this paper; `the paper` and `the present study` are.
    let is_this = match first {
        "this" | "our" => true,
        "the" => {
            at + 1 == noun && matches!(tokens[noun].word.as_str(), "paper" | "article" | "thesis")
                || between.iter().any(|token| token.word == "present")
        }
        _ => false,
    };
    if !is_phrase || !is_this {
        return None;
    }
    let last = (noun + 1..near).take_while(|&at| PAPERS.contains(&tokens[at].word.as_str()) && !tokens[at].after_mark).last();
    // `This paper reports`, `this study reports`: the second is the verb.
    Some(last.filter(|&last| verb(&tokens[last].word).is_none_or(|(_, form)| form == Form::Base)).unwrap_or(noun))
}

fn is_function(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "on"
            | "and"
            | "or"
            | "that"
            | "which"
            | "to"
            | "for"
            | "by"
            | "with"
            | "is"
            | "are"
            | "we"
            | "the"
            | "a"
            | "an"
            | "from"
    )
}

/// `this paper introduces`
fn written(tokens: &[Token], noun: usize) -> Option<Act> {
    let is_overview = OVERVIEWS.contains(&tokens[noun].word.as_str());
    let start = (0..noun).rev().find(|&at| THIS.contains(&tokens[at].word.as_str()))?;
    let before = start.checked_sub(1).map(|at| tokens[at].word.as_str()).unwrap_or_default();
    if matches!(before, "in" | "through" | "with" | "throughout" | "within" | "from") {
        return None;
    }
    if matches!(before, "of" | "behind") {
        // `The aim of this paper is to …`
        let head = &tokens[start.saturating_sub(4)..start];
        let has = |words: &[&str]| head.iter().any(|token| words.contains(&token.word.as_str()));
        return match () {
            () if has(&["contribution", "contributions", "result", "novelty"]) => Some(Act::Makes),
            () if has(&["purpose", "goal", "aim", "objective", "focus", "subject", "topic", "aims", "goals"]) => Some(Act::Studies),
            () => None,
        };
    }
    let Some((place, act, form)) = verb_behind(tokens, noun) else {
        return is_overview.then_some(Act::Studies);
    };
    if form == Form::Gerund || form == Form::Base {
        return None;
    }
    let act = strongest(tokens, place, act, |other| matches!(other, Form::Third | Form::Past | Form::Base));
    Some(if is_overview && act < Act::Reviews { Act::Reviews } else { act })
}

/// `our main contribution is`, `our method combines`
fn ours(tokens: &[Token], at: usize) -> Option<Act> {
    let near = &tokens[at + 1..tokens.len().min(at + 5)];
    let end = near.iter().position(|token| token.after_mark || is_function(&token.word)).unwrap_or(near.len());
    let noun_of = |words: &[&str]| near[..end].iter().any(|token| words.contains(&token.word.as_str()));
    let is_subject = at == 0 || tokens[at].after_mark || at < 3;
    if !is_subject {
        return None;
    }
    if noun_of(&["contribution", "contributions"]) {
        return Some(Act::Makes);
    }
    if noun_of(&["aim", "goal", "objective", "purpose"]) {
        return Some(Act::Studies);
    }
    let is_thing = near[..end].iter().any(|token| Cues::of(&token.word).has(Cues::THING));
    if noun_of(&["theorem", "proof"]) { Some(Act::Finds) } else { is_thing.then_some(Act::Describes) }
}

/// `a new method is proposed`, `it is shown that`
fn passive(tokens: &[Token], at: usize) -> Option<Act> {
    let participle =
        (at + 1..tokens.len().min(at + 5)).find(|&next| verb(&tokens[next].word).is_some() || !is_between(&tokens[next].word))?;
    let (act, form) = verb(&tokens[participle].word)?;
    let before = at.checked_sub(1).map(|before| tokens[before].word.as_str())?;
    let is_general = tokens.iter().any(|token| GENERAL.contains(&token.word.as_str()) || token.word == "by" && token.after_mark)
        || tokens.get(participle + 1).is_some_and(|token| matches!(token.word.as_str(), "by" | "as"));
    if form != Form::Past || is_general || matches!(before, "that" | "which" | "who" | "they" | "these" | "those" | "if" | "when") {
        return None;
    }
    if tokens[0].word == "it" || before == "it" {
        return (act == Act::Finds && tokens.get(participle + 1).is_some_and(|token| token.word == "that")).then_some(Act::Finds);
    }
    // `A method … is proposed`: what is known already has no `a`, and what is not has no `all`.
    let opens = |words: &[&str]| tokens[..at].iter().any(|token| words.contains(&token.word.as_str()));
    let is_here = opens(&["here", "herein", "paper", "work", "study", "article", "new", "novel"]);
    let is_one = tokens[..at.min(4)].iter().any(|token| matches!(token.word.as_str(), "a" | "an"))
        || tokens[..at].iter().any(|token| token.after_mark && matches!(token.word.as_str(), "a" | "an"));
    match act {
        Act::Brings | Act::Makes | Act::Finds | Act::Reviews if is_here || is_one => Some(act),
        Act::Studies if is_here => Some(act),
        _ => None,
    }
}

/// `Heron is a network that …`, `Heron introduces …`
fn named(tokens: &[Token], name: &str) -> Option<Act> {
    let mut words = Vec::new();
    each_word(name, |word, _| words.push(word.to_owned()));
    if words.is_empty() {
        return None;
    }
    let matches_at =
        |at: usize| tokens.get(at..at + words.len()).is_some_and(|part| part.iter().zip(&words).all(|(token, word)| token.word == *word));
    let start =
        (0..tokens.len().min(14)).find(|&at| (at == 0 || tokens[at].after_mark || tokens[at - 1].word == "the") && matches_at(at))?;
    let end = start + words.len();
    let next = tokens.get(end)?.word.as_str();
    let after = tokens[end + 1..].iter().map(|token| token.word.as_str()).find(|word| !word.ends_with("ly")).unwrap_or_default();
    if matches!(next, "is" | "are") && tokens[end..tokens.len().min(end + 6)].iter().any(|token| KNOWN.contains(&token.word.as_str())) {
        return None;
    }
    if matches!(next, "is" | "are")
        && (matches!(after, "a" | "an" | "the" | "our" | "one") || verb(after).is_some_and(|(_, form)| form == Form::Past))
    {
        return Some(Act::Names);
    }
    match verb(next) {
        Some((act, Form::Third)) if act >= Act::Makes => Some(Act::Names),
        Some((act @ (Act::Works | Act::Studies), Form::Third)) => Some(act),
        _ => Some(Act::Describes),
    }
}

/// Whether a finding is one on what was there before.
fn tells_of_others(tokens: &[Token]) -> bool {
    let that = tokens.iter().take(14).position(|token| token.word == "that");
    let behind = that.map_or(&tokens[..0], |that| &tokens[that + 1..tokens.len().min(that + 4)]);
    behind.iter().any(|token| {
        matches!(token.word.as_str(), "this" | "these" | "existing" | "current" | "previous" | "prior" | "such" | "conventional")
    }) || tokens.first().is_some_and(|token| matches!(token.word.as_str(), "however" | "yet"))
}

/// Whether a sentence tells what others did or what is lacking.
fn is_of_others(tokens: &[Token], is_own: bool) -> bool {
    let Some(first) = tokens.first() else { return false };
    let first = first.word.as_str();
    let head = &tokens[..tokens.len().min(5)];
    let in_head = |words: &[&str]| head.iter().any(|token| words.contains(&token.word.as_str()));
    let begins = OTHERS.contains(&first) || TURNS.contains(&first) && !is_own || in_head(&["existing", "previous", "prior"]);
    let compared = in_head(&["compared", "unlike", "contrast", "over", "outperforms", "outperforming"]);
    let pairs = || tokens.windows(2).map(|pair| (pair[0].word.as_str(), pair[1].word.as_str()));
    let remains = pairs().any(|(verb, what)| matches!(verb, "remain" | "remains" | "remained" | "is" | "are") && LACKS.contains(&what));
    let has_become = pairs().any(|(has, been)| {
        matches!(has, "has" | "have")
            && (matches!(been, "been" | "become" | "emerged" | "shown" | "achieved" | "made" | "demonstrated") || been.ends_with("ly"))
    });
    begins && !compared || !is_own && (remains || has_become)
}
