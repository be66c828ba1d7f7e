//! How much of a paper is put into a prompt, and whether the server read all of it.

use paperboy_net::estimated_tokens;
use paperboy_store::PromptCut;
use paperboy_writer::Message;

/// The largest part of a paper in a prompt, in characters: some 30,000 tokens of English. It is
/// halved when the server answers that the prompt is too long, down to little more than an
/// abstract.
const MAX_PAPER_CHARS: usize = 120_000;
const MIN_PAPER_CHARS: usize = 7_000;
/// The same where the server reads so little that no more than an abstract fits.
const MIN_FITTED_CHARS: usize = 2_000;
/// How many tokens of a server's window are left for the answer, since servers count both together;
/// and the largest part of the window, as a divisor.
const ANSWER_TOKENS: u64 = 1_400;
const MIN_WINDOW_SHARE: u64 = 3;
/// Headings, links and the words around a paper, in tokens.
const OVERHEAD_TOKENS: u64 = 250;
/// How few characters of a paper make a token, formulas included; on average they are four.
const CHARS_PER_TOKEN: u64 = 3;

/// A server that counted less than this part of what it was sent, in hundredths, has cut it: no
/// tokenizer is that much better than another.
const CUT_BELOW_PERCENT: u64 = 60;
/// A prompt of fewer tokens fits into every context, so it is never cut.
const MIN_CUT_TOKENS: u64 = 2_000;
/// A server that counts fewer than this did not count what it had read before.
const MIN_COUNTED_TOKENS: u64 = 500;

/// The number of characters of a paper in the prompt for a model with a window of this many tokens;
/// `instructions` come before the paper.
pub(super) fn paper_chars_for(window: Option<u64>, instructions: &str) -> usize {
    let Some(window) = window else { return MAX_PAPER_CHARS };
    let taken = ANSWER_TOKENS.min(window / MIN_WINDOW_SHARE)
        + OVERHEAD_TOKENS
        + estimated_tokens(instructions);
    let characters = window.saturating_sub(taken) * CHARS_PER_TOKEN;
    usize::try_from(characters).unwrap_or(MAX_PAPER_CHARS).clamp(MIN_FITTED_CHARS, MAX_PAPER_CHARS)
}

/// The next smaller number of characters after one that was too large; `None` when it would be too
/// small to be useful.
pub(super) fn smaller(max_paper_chars: usize) -> Option<usize> {
    (max_paper_chars / 2 >= MIN_PAPER_CHARS).then_some(max_paper_chars / 2)
}

/// About how many tokens a question has.
pub(super) fn tokens_of(messages: &[Message]) -> u64 {
    messages.iter().map(|message| estimated_tokens(&message.text)).sum()
}

/// Where the server cut a prompt of this many tokens, by its own count.
pub(super) fn cut(sent: u64, counted: u64) -> Option<PromptCut> {
    let is_cut = sent >= MIN_CUT_TOKENS
        && counted >= MIN_COUNTED_TOKENS
        && counted * 100 < sent * CUT_BELOW_PERCENT;
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
            // Tokens that were read before are not counted again, or not counted at all.
            (31_000, 12),
            (31_000, 0),
        ] {
            assert_eq!(cut(sent, counted), None, "{counted} of {sent}");
        }
    }

    #[test]
    fn a_prompt_fitted_to_a_window_leaves_tokens_for_the_answer() {
        let instructions = "写".repeat(1_000);
        assert_eq!(paper_chars_for(None, &instructions), MAX_PAPER_CHARS);
        assert_eq!(paper_chars_for(Some(1_000_000), &instructions), MAX_PAPER_CHARS);
        for window in [4_096, 8_192, 16_384, 32_768] {
            let tokens = paper_chars_for(Some(window), &instructions) as u64 / CHARS_PER_TOKEN
                + 1_000
                + OVERHEAD_TOKENS;
            assert!(tokens < window, "{window}: {tokens}");
            assert!(tokens + ANSWER_TOKENS + CHARS_PER_TOKEN >= window, "{window}: {tokens}");
        }
        assert_eq!(paper_chars_for(Some(600), &instructions), MIN_FITTED_CHARS);
    }

    #[test]
    fn a_budget_that_was_too_large_is_halved_until_nothing_would_fit() {
        let budgets: Vec<usize> = std::iter::successors(Some(MAX_PAPER_CHARS), |max_paper_chars| {
            smaller(*max_paper_chars)
        })
        .collect();
        assert_eq!(budgets, [120_000, 60_000, 30_000, 15_000, 7_500]);
    }
}
