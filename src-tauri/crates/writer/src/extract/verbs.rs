//! The acts of authors by their verbs.

use super::words::{WordMap, number};
use std::sync::LazyLock;

/// What the authors, their paper or the thing that they bring does in a sentence. A later one is a
/// better contribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    /// It is another statement on the paper's own thing.
    Describes,
    /// A step of the method: `we train`.
    Works,
    /// A question or an aim: `we study`.
    Studies,
    /// A claim: `we argue`.
    Argues,
    /// What the thing is: `Heron is a network that …`.
    Names,
    /// A finding or a proof: `we show`.
    Finds,
    /// An overview: `we review`.
    Reviews,
    /// A piece that is made: `we design`.
    Makes,
    /// The contribution itself: `we propose`.
    Brings,
}

impl Act {
    /// What a sentence with this act is worth as the contribution.
    pub fn weight(self) -> f32 {
        match self {
            Self::Describes => 1.4,
            Self::Works => 2.4,
            Self::Studies => 2.6,
            Self::Argues => 4.0,
            Self::Names => 4.0,
            Self::Finds => 4.2,
            Self::Reviews => 4.8,
            Self::Makes => 5.2,
            Self::Brings => 6.0,
        }
    }
}

/// The form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `propose`
    Base,
    /// `proposes`
    Third,
    /// `proposed`, `shown`
    Past,
    /// `proposing`
    Gerund,
}

/// The act of a word in lower case as a verb.
pub fn verb(word: &str) -> Option<(Act, Form)> {
    VERBS.get(&number(word)).copied()
}

/// Regular verbs in their base form.
const REGULAR: [(Act, &str); 8] = [
    (Act::Describes, "evaluate benchmark assess test"),
    (Act::Brings, "propose introduce present unveil develop pioneer launch contribute"),
    (
        Act::Makes,
        "design devise construct create curate collect compile assemble craft establish formulate reformulate formalize formalise define \
         derive generalize generalise extend unify describe provide offer release open-source engineer invent conceive synthesize \
         outline instantiate implement reframe recast adapt standardize standardise redesign",
    ),
    (
        Act::Reviews,
        "review survey systematize systematise taxonomize categorize categorise catalog catalogue organize organise summarize summarise \
         overview chronicle detail",
    ),
    (
        Act::Finds,
        "demonstrate observe reveal discover uncover identify conclude characterize characterise determine detect confirm verify quantify \
         settle disprove refute resolve clarify elucidate document report obtain solve answer estimate measure exhibit deduce infer \
         pinpoint expose diagnose isolate validate localize localise",
    ),
    (
        Act::Argues,
        "argue posit hypothesize hypothesise contend claim advocate conjecture call suggest challenge envision",
    ),
    (
        Act::Studies,
        "investigate study examine explore analyze analyse revisit rethink reconsider consider address tackle discuss compare \
         ask focus aim attempt target perform conduct probe trace dissect re-examine reexamine interview recruit \
         close bridge fill look deal concern monitor inspect audit scrutinize scrutinise calculate compute predict simulate \
         model interrogate delve bypass mitigate circumvent reinterpret",
    ),
    (
        Act::Works,
        "train learn use apply combine leverage repurpose employ integrate augment transform decompose adopt exploit optimize optimise \
         scale fine-tune finetune treat generate equip enable incorporate replace utilize utilise improve reduce exploit decouple disentangle advance map view \
         enhance rank convert turn select operate operationalize operationalise merge embed encode",
    ),
];

/// The others: base, third person, past forms, gerund.
const IRREGULAR: [(Act, [&str; 5]); 14] = [
    (Act::Makes, ["build", "builds", "built", "built", "building"]),
    (Act::Makes, ["give", "gives", "gave", "given", "giving"]),
    (Act::Makes, ["put", "puts", "put", "put", "putting"]),
    (Act::Works, ["lay", "lays", "laid", "laid", "laying"]),
    (Act::Finds, ["show", "shows", "showed", "shown", "showing"]),
    (Act::Finds, ["prove", "proves", "proved", "proven", "proving"]),
    (Act::Finds, ["find", "finds", "found", "found", "finding"]),
    (Act::Studies, ["overcome", "overcomes", "overcame", "overcome", "overcoming"]),
    (Act::Finds, ["shed", "sheds", "shed", "shed", "shedding"]),
    (Act::Studies, ["take", "takes", "took", "taken", "taking"]),
    (Act::Studies, ["undertake", "undertakes", "undertook", "undertaken", "undertaking"]),
    (Act::Studies, ["seek", "seeks", "sought", "sought", "seeking"]),
    (Act::Studies, ["make", "makes", "made", "made", "making"]),
    (Act::Works, ["cast", "casts", "cast", "cast", "casting"]),
];

static VERBS: LazyLock<WordMap<(Act, Form)>> = LazyLock::new(|| {
    let mut verbs = WordMap::default();
    let mut add = |word: &str, act: Act, form: Form| _ = verbs.insert(number(word), (act, form));
    for (act, words) in REGULAR {
        for base in words.split_whitespace() {
            let (third, past, gerund) = forms(base);
            add(base, act, Form::Base);
            add(&third, act, Form::Third);
            add(&past, act, Form::Past);
            add(&gerund, act, Form::Gerund);
        }
    }
    for (act, [base, third, past, participle, gerund]) in IRREGULAR {
        add(past, act, Form::Past);
        add(participle, act, Form::Past);
        add(base, act, Form::Base);
        add(third, act, Form::Third);
        add(gerund, act, Form::Gerund);
    }
    verbs
});

/// The third person, the past and the gerund of a regular verb.
fn forms(base: &str) -> (String, String, String) {
    if let Some(stem) = base.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']))
    {
        return (format!("{stem}ies"), format!("{stem}ied"), format!("{base}ing"));
    }
    let third = if base.ends_with(['s', 'x', 'z']) || base.ends_with("ch") || base.ends_with("sh") {
        "es"
    } else {
        "s"
    };
    match base.strip_suffix('e') {
        Some(stem) => (format!("{base}s"), format!("{base}d"), format!("{stem}ing")),
        None => (format!("{base}{third}"), format!("{base}ed"), format!("{base}ing")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verb_is_known_in_all_its_forms() {
        for (word, act, form) in [
            ("propose", Act::Brings, Form::Base),
            ("develops", Act::Brings, Form::Third),
            ("proven", Act::Finds, Form::Past),
            ("identified", Act::Finds, Form::Past),
            ("addresses", Act::Studies, Form::Third),
            ("surveying", Act::Reviews, Form::Gerund),
            ("built", Act::Makes, Form::Past),
        ] {
            assert_eq!(verb(word), Some((act, form)), "{word}");
        }
        assert_eq!(verb("zebra"), None);
    }
}
