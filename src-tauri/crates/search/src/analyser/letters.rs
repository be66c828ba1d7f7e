//! Letters in their plain Latin spelling: Latin ones without accents and strokes, ligatures in two
//! letters, Greek ones by name.

use unicode_normalization::UnicodeNormalization;

/// The unaccented lower-case spelling of a Latin letter beyond ASCII; `None` for every other
/// character.
pub(super) fn plain_latin(c: char) -> Option<&'static str> {
    if !matches!(c, '\u{C0}'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}') {
        return None;
    }
    let base = std::iter::once(c).nfd().next()?;
    ascii(base).or_else(|| without_stroke(base))
}

/// A letter of ASCII as text.
fn ascii(c: char) -> Option<&'static str> {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
    let at = (c.to_ascii_lowercase() as usize)
        .checked_sub('a' as usize)
        .filter(|at| *at < LETTERS.len())?;
    Some(&LETTERS[at..=at])
}

/// Letters that Unicode does not decompose: with a stroke, a hook or a tail, ligatures, and those
/// of one language.
fn without_stroke(c: char) -> Option<&'static str> {
    Some(match c {
        'Ə' | 'ə' => "a",
        'Æ' | 'æ' => "ae",
        'ƀ' | 'Ƀ' | 'ɓ' | 'Ɓ' | 'ƃ' | 'Ƃ' => "b",
        'ƈ' | 'Ƈ' | 'ȼ' | 'Ȼ' | 'ɕ' => "c",
        'đ' | 'Đ' | 'ð' | 'Ð' | 'ɖ' | 'Ɖ' | 'ɗ' | 'Ɗ' | 'ƌ' | 'Ƌ' | 'ȡ' => "d",
        'ɛ' | 'Ɛ' | 'ɇ' | 'Ɇ' | 'ǝ' | 'Ǝ' => "e",
        'ƒ' | 'Ƒ' => "f",
        'ǥ' | 'Ǥ' | 'ɠ' | 'Ɠ' | 'ɡ' | 'ɣ' | 'Ɣ' => "g",
        'ħ' | 'Ħ' | 'ɦ' | 'Ⱨ' | 'ⱨ' => "h",
        'ƕ' | 'Ƕ' => "hv",
        'ı' | 'ɨ' | 'Ɨ' | 'ɩ' | 'Ɩ' => "i",
        'ȷ' | 'ɉ' | 'Ɉ' => "j",
        'ĸ' | 'ƙ' | 'Ƙ' | 'ⱪ' | 'Ⱪ' => "k",
        'ł' | 'Ł' | 'ƚ' | 'Ƚ' | 'ɫ' | 'Ɫ' | 'ⱡ' | 'Ⱡ' | 'ɬ' | 'ɭ' | 'ȴ' => "l",
        'ɱ' | 'Ɱ' => "m",
        'ŋ' | 'Ŋ' | 'ɲ' | 'Ɲ' | 'ƞ' | 'Ƞ' | 'ɳ' | 'ȵ' => "n",
        'ø' | 'Ø' | 'ɵ' | 'Ɵ' | 'ɔ' | 'Ɔ' => "o",
        'œ' | 'Œ' | 'ɶ' => "oe",
        'ƥ' | 'Ƥ' | 'Ᵽ' => "p",
        'ɋ' | 'Ɋ' => "q",
        'ɍ' | 'Ɍ' | 'ɽ' | 'Ɽ' | 'ɹ' | 'ɾ' => "r",
        'ʂ' | 'ȿ' | 'Ȿ' => "s",
        'ß' | 'ẞ' => "ss",
        'ŧ' | 'Ŧ' | 'ƫ' | 'ƭ' | 'Ƭ' | 'ʈ' | 'Ʈ' | 'ⱦ' | 'Ⱦ' | 'ȶ' => "t",
        'þ' | 'Þ' => "th",
        'ʉ' | 'Ʉ' => "u",
        'ʋ' | 'Ʋ' | 'ⱱ' | 'ⱴ' => "v",
        'ⱳ' | 'Ⱳ' => "w",
        'ƴ' | 'Ƴ' | 'ɏ' | 'Ɏ' => "y",
        'ƶ' | 'Ƶ' | 'ȥ' | 'Ȥ' | 'ʐ' | 'ɀ' | 'Ɀ' | 'ⱬ' | 'Ⱬ' => "z",
        _ => return None,
    })
}

/// Greek letters and what they are called in Latin letters, which are also the names of LaTeX's
/// commands.
const GREEK: [(char, &str); 24] = [
    ('α', "alpha"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('δ', "delta"),
    ('ε', "epsilon"),
    ('ζ', "zeta"),
    ('η', "eta"),
    ('θ', "theta"),
    ('ι', "iota"),
    ('κ', "kappa"),
    ('λ', "lambda"),
    ('μ', "mu"),
    ('ν', "nu"),
    ('ξ', "xi"),
    ('ο', "omicron"),
    ('π', "pi"),
    ('ρ', "rho"),
    ('σ', "sigma"),
    ('τ', "tau"),
    ('υ', "upsilon"),
    ('φ', "phi"),
    ('χ', "chi"),
    ('ψ', "psi"),
    ('ω', "omega"),
];

/// Whether a character may be a Greek letter or an equivalent sign.
pub(super) fn may_be_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' | '∆')
}

/// The Latin name of a Greek letter in lower case.
pub(super) fn greek_name(c: char) -> Option<&'static str> {
    if !may_be_greek(c) {
        return None;
    }
    let base = match std::iter::once(c).nfd().next()? {
        'ς' => 'σ',
        '∆' => 'δ',
        base => base,
    };
    GREEK.iter().find(|(letter, _)| *letter == base).map(|(_, name)| *name)
}

/// The name of the letter of a LaTeX command: `\pi`, `\Delta`, `\varepsilon`, `\upmu`, and `\ell`.
pub(super) fn command_name(command: &str) -> Option<&'static str> {
    let named =
        |name: &str| GREEK.iter().find(|(_, known)| *known == name).map(|(_, known)| *known);
    if command == "ell" {
        return Some("l");
    }
    named(command)
        .or_else(|| named(command.strip_prefix("var").or_else(|| command.strip_prefix("up"))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_latin_letter_of_european_languages_has_a_plain_spelling() {
        // Blocks Latin-1 Supplement, Latin Extended-A and Latin Extended Additional, without signs.
        let letters =
            ('\u{C0}'..='\u{17F}').chain('\u{1E00}'..='\u{1EFF}').filter(|c| c.is_alphabetic());
        for c in letters.filter(|c| std::iter::once(*c).nfkc().eq([*c])) {
            // Two letters of medieval texts, and Middle Welsh.
            if !matches!(c, 'ẟ' | 'Ỻ' | 'ỻ' | 'Ỽ' | 'ỽ' | 'Ỿ' | 'ỿ' | 'ẜ' | 'ẝ') {
                assert!(
                    plain_latin(c)
                        .is_some_and(|plain| plain.bytes().all(|b| b.is_ascii_lowercase())),
                    "{c}"
                );
            }
        }
        assert_eq!(
            [
                plain_latin('a'),
                plain_latin('×'),
                plain_latin('π'),
                plain_latin('ж'),
                plain_latin('强')
            ],
            [None; 5]
        );
    }

    #[test]
    fn greek_letters_and_latex_commands_share_their_names() {
        for (letters, command, name) in [
            ("πΠ", "pi", "pi"),
            ("ςσΣ", "varsigma", "sigma"),
            ("∆Δδ", "delta", "delta"),
            ("ή", "upeta", "eta"),
        ] {
            assert!(
                letters.chars().flat_map(char::to_lowercase).all(|c| greek_name(c) == Some(name)),
                "{letters}"
            );
            assert_eq!(command_name(command), Some(name));
        }
        assert_eq!(command_name("upsilon"), Some("upsilon"));
        assert_eq!(
            [command_name("times"), command_name("upper"), command_name("var"), command_name("")],
            [None; 4]
        );
    }
}
