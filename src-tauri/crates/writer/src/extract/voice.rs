//! Whose work a sentence describes: the authors', or earlier work of others.
//!
//! A contribution is recognised by its subject and its verb, not by its words alone: `we prove`,
//! `this survey reviews`, `a method is proposed`, `Heron is a network that …`. `Recent works
//! propose …`, `the way we build software` and `we recently introduced` have the same words and
//! describe earlier work.

mod chinese;
mod subject;
mod token;
mod words;

use super::verbs::Act;
use super::words::is_han;
use token::Token;
use words::Kinds;

/// The subject and the act of a sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Voice {
    /// What the authors, their paper or its thing does.
    pub act: Option<Act>,
    /// Whether it is about others' work, known facts or a gap.
    pub is_others: bool,
    /// Whether what it finds is how others fare: `we observe that this design fails`.
    pub is_about_others: bool,
    /// Whether it names this paper: `in this paper`, `this survey`.
    pub names_paper: bool,
}

/// Looks at a sentence; `name` is what the title calls the paper's thing, in lower case.
pub fn voice(text: &str, name: Option<&str>) -> Voice {
    let han = text.chars().filter(|&c| is_han(c)).count();
    if han > 0 && han * 3 > text.chars().filter(char::is_ascii_alphabetic).count() {
        return chinese::voice(text);
    }
    let tokens = token::tokens(text);
    let (mut act, mut names_paper) = (None, false);
    let mut at = 0;
    while at < tokens.len() {
        let token = &tokens[at];
        let role = if is_author(token, at) {
            subject::spoken(&tokens, at)
        } else if let Some(noun) = subject::paper(&tokens, at) {
            at = noun;
            names_paper = true;
            subject::written(&tokens, noun)
        } else if token.is(&["our", "my"]) {
            subject::ours(&tokens, at)
        } else if token.has(Kinds::BE) {
            subject::passive(&tokens, at)
        } else if at == 0 && token.is(&["introducing", "presenting"]) {
            Some(Act::Brings)
        } else {
            subject::proposed(&tokens, at)
        };
        act = act.max(role);
        at += 1;
    }
    act = act.max(name.and_then(|name| subject::named(&tokens, name)));
    // A question is what a paper begins with.
    let act = act.filter(|_| !text.trim_end().ends_with('?'));
    let is_finding = matches!(act, Some(Act::Finds | Act::Argues));
    Voice {
        act,
        is_others: act.is_none_or(|act| act <= Act::Names) && is_of_others(&tokens, act.is_some()),
        is_about_others: is_finding && finds_of_others(&tokens),
        names_paper,
    }
}

fn is_author(token: &Token, at: usize) -> bool {
    token.is(&["we"])
        || token.is(&["i"]) && token.is_capital && at == 0
        || token.is(&["authors"]) && at < 4
}

/// Whether a finding is about earlier work.
fn finds_of_others(tokens: &[Token]) -> bool {
    let that = tokens.iter().take(14).position(|token| token.is(&["that"]));
    let behind = that.map_or(&[][..], |that| &tokens[that + 1..tokens.len().min(that + 4)]);
    let is_turn = tokens.first().is_some_and(|token| token.is(&["however", "yet"]));
    behind.iter().any(|token| token.has(Kinds::BEFORE)) || is_turn || finds_fault(tokens)
}

/// `We identify two causes of this issue`: the finding is the problem, and the solution comes
/// later.
fn finds_fault(tokens: &[Token]) -> bool {
    let is_finding = |token: &Token| token.verb.is_some_and(|(act, _)| act == Act::Finds);
    let Some(after_verb) = tokens.iter().position(is_finding).map(|at| &tokens[at + 1..]) else {
        return false;
    };
    let ends = |token: &Token| {
        token.after_mark
            || token.is(&["of", "that", "which", "in", "on", "for", "with", "to", "and"])
    };
    let object = after_verb.iter().take(6).take_while(|token| !ends(token));
    object.last().is_some_and(|token| token.has(Kinds::FAULT))
}

/// Whether a sentence is about others' work or a gap.
fn is_of_others(tokens: &[Token], is_own: bool) -> bool {
    let Some(first) = tokens.first() else { return false };
    let head = &tokens[..tokens.len().min(5)];
    let in_head = |kinds: Kinds| head.iter().any(|token| token.has(kinds));
    let begins =
        first.has(Kinds::OTHERS) || first.has(Kinds::TURN) && !is_own || in_head(Kinds::EXISTING);
    let known = tokens.windows(2).any(|pair| {
        let lacks =
            pair[0].is(&["remain", "remains", "remained", "is", "are"]) && pair[1].has(Kinds::LACK);
        let has_become = pair[0].is(&["has", "have"])
            && (pair[1].is(&["been", "become", "shown", "made"])
                || pair[1].word.ends_with("ed")
                || pair[1].word.ends_with("ly"));
        lacks || has_become
    });
    begins && !in_head(Kinds::COMPARED) || !is_own && known
}

#[cfg(test)]
mod tests {
    use super::*;

    fn act(text: &str) -> Option<Act> {
        voice(text, Some("heron")).act
    }

    #[test]
    fn what_the_paper_does_is_recognised_by_subject_and_verb() {
        for (text, expected) in [
            ("Inspired by birds, we propose a sparse network.", Act::Brings),
            ("Motivated by this problem we propose a sparse network.", Act::Brings),
            ("Based upon these counts we prove a bound.", Act::Finds),
            ("We, for the first time, prove a bound for sparse networks.", Act::Finds),
            ("We reinterpret the map as noise, and propose a filter.", Act::Brings),
            ("We bypass this by introducing a filter.", Act::Brings),
            ("We close this gap with Reed, a network for birds.", Act::Makes),
            ("This survey covers networks for birds.", Act::Reviews),
            ("This paper reports a count of birds.", Act::Finds),
            ("The aim of this paper is to count birds.", Act::Studies),
            ("Our main result is that nets of k birds need log k nests.", Act::Finds),
            ("The proposed index keeps all birds by counting them twice.", Act::Names),
            ("Here, a rotation of each nest removes the outliers.", Act::Names),
            ("In this work, a new network for birds is presented.", Act::Brings),
            ("For this purpose a committee of nine nets is proposed.", Act::Brings),
            ("It is shown that birds can be counted in linear time.", Act::Finds),
            ("Heron is a network that counts birds, which saves time.", Act::Names),
            ("Our main contribution is a network for birds.", Act::Makes),
            ("To count them we build a network.", Act::Makes),
            ("本文提出一种计数网络。", Act::Brings),
            ("我们证明该问题是困难的。", Act::Finds),
        ] {
            assert_eq!(act(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_others_did_is_no_act_of_the_paper() {
        for text in [
            "Recent works propose sparse networks for birds.",
            "Large models have changed the way we build software.",
            "Every framework we surveyed needs a count.",
            "Weight-Decomposed nets are slow, since they need a count that every framework we surveyed keeps.",
            "Existing frameworks we surveyed need a count.",
            "Recently, we introduced a network for birds.",
            "How do we evaluate a network for birds?",
            "With more data we can build better networks.",
            "A network for birds was recently proposed by Lark.",
            "It has been shown that birds can be counted.",
            "Heron is a popular network that counts birds.",
            "Humans see birds, and we also see their shadows.",
            "现有方法提出了多种网络。",
        ] {
            assert_eq!(act(text), None, "{text}");
        }
    }

    #[test]
    fn a_sentence_on_others_is_known() {
        for text in [
            "However, they are slow.",
            "Existing methods listen to every second.",
            "How birds are counted remains unclear.",
            "Bird counting has attracted much attention.",
        ] {
            assert!(voice(text, None).is_others, "{text}");
        }
        for text in ["Compared with existing methods, it is fast.", "The gate opens twice."] {
            assert!(!voice(text, None).is_others, "{text}");
        }
    }

    #[test]
    fn what_is_found_wrong_is_about_others() {
        for text in [
            "We identify two primary causes of this issue: noise and wind.",
            "In this work, we uncover a fundamental flaw of bird counters.",
            "We find a systematic lack of quiet birds in the data sets.",
            "Through our analysis, we reveal three key bottlenecks.",
        ] {
            assert!(voice(text, None).is_about_others, "{text}");
        }
        for text in [
            "We show that counting fails beyond ten birds.",
            "We prove a bound for the problem of counting birds.",
            "We propose a cure for the causes of miscounting.",
            "We find that a filter removes the bottleneck.",
        ] {
            assert!(!voice(text, None).is_about_others, "{text}");
        }
    }
}
