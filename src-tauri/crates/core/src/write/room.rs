//! How much of a paper a model is given, and whether its server read all of that.

use paperboy_net::estimated_tokens;
use paperboy_store::PromptCut;
use paperboy_writer::Message;

/// How much of a paper a model is given, in characters: some 30,000 tokens of English. Half as much
/// when it says that is too long, down to what is hardly more than an abstract.
const MOST: usize = 120_000;
const LEAST: usize = 7_000;
/// The same where the server reads so little that no more than an abstract fits.
const LEAST_FITTED: usize = 2_000;
/// What of a server's window is left for the answer, in tokens: servers count both into one. And
/// the most of the window that is.
const ANSWER: u64 = 1_400;
const ANSWER_SHARE: u64 = 3;
/// Headings, links and the words around a paper, in tokens.
const AROUND: u64 = 250;
/// How few characters of a paper make a token, formulas included; on average they are four.
const CHARACTERS: u64 = 3;

/// A server that counted less than this part of what it was sent, in hundredths, has cut it: no
/// tokenizer is that much better than another.
const CUT_BELOW: u64 = 60;
/// Shorter questions fit everywhere.
const CUT_FROM: u64 = 2_000;
/// A server that counts fewer than this did not count what it had read before.
const COUNTED: u64 = 500;

/// How many characters of a paper a model is given that reads so many tokens; `instructions` come
/// before the paper.
pub(super) fn room(window: Option<u64>, instructions: &str) -> usize {
    let Some(window) = window else { return MOST };
    let taken = ANSWER.min(window / ANSWER_SHARE) + AROUND + estimated_tokens(instructions);
    let characters = window.saturating_sub(taken) * CHARACTERS;
    usize::try_from(characters).unwrap_or(MOST).clamp(LEAST_FITTED, MOST)
}

/// The next smaller room after one that was too large; `None`: it would hold hardly anything.
pub(super) fn smaller(room: usize) -> Option<usize> {
    (room / 2 >= LEAST).then_some(room / 2)
}

/// About how many tokens a question has.
pub(super) fn tokens_of(messages: &[Message]) -> u64 {
    messages.iter().map(|message| estimated_tokens(&message.text)).sum()
}

/// Where the server cut a question of so many tokens, by what it counted.
pub(super) fn cut(sent: u64, counted: u64) -> Option<PromptCut> {
    let is_cut = sent >= CUT_FROM && counted >= COUNTED && counted * 100 < sent * CUT_BELOW;
    is_cut.then_some(PromptCut { read: counted, sent })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_cut_where_the_server_counts_far_less_of_it() {
        for (sent, counted) in [
            (31_000, 4_096),
            (31_000, 2_048),
            (31_000, 8_192),
            (31_000, 16_384),
            (7_000, 4_096),
            (3_500, 2_048),
            (31_000, 512),
        ] {
            assert_eq!(
                cut(sent, counted),
                Some(PromptCut { read: counted, sent }),
                "{counted} of {sent}"
            );
        }
        for (sent, counted) in [
            (31_000, 31_000),
            (31_000, 45_000),
            (31_000, 21_000),
            (6_000, 4_096),
            (1_500, 600),
            // What was read before is not counted again, or not counted at all.
            (31_000, 12),
            (31_000, 0),
        ] {
            assert_eq!(cut(sent, counted), None, "{counted} of {sent}");
        }
    }

    #[test]
    fn a_question_fitted_to_a_window_leaves_room_for_the_answer() {
        let instructions = "写".repeat(1_000);
        assert_eq!(room(None, &instructions), MOST);
        assert_eq!(room(Some(1_000_000), &instructions), MOST);
        for window in [4_096, 8_192, 16_384, 32_768] {
            let tokens = room(Some(window), &instructions) as u64 / CHARACTERS + 1_000 + AROUND;
            assert!(tokens < window, "{window}: {tokens}");
            assert!(tokens + ANSWER + CHARACTERS >= window, "{window}: {tokens}");
        }
        assert_eq!(room(Some(600), &instructions), LEAST_FITTED);
    }

    #[test]
    fn a_room_that_was_too_large_is_halved_until_nothing_would_fit() {
        let rooms: Vec<usize> = std::iter::successors(Some(MOST), |room| smaller(*room)).collect();
        assert_eq!(rooms, [120_000, 60_000, 30_000, 15_000, 7_500]);
    }
}
