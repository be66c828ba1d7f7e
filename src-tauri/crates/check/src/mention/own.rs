//! What the paper says about its labels: the full forms of abbreviations, and the names of its own method.

use super::spelled::{cleaned, without_brackets};
use super::{Key, Label, LabelId, Labels};
use crate::vocabulary::concepts;

impl Labels {
    /// Adds the full forms of abbreviations as names of their labels.
    pub(crate) fn define(&mut self, defined: &[(String, String)]) {
        for label in 0..self.texts.len() as LabelId {
            let cleaned = cleaned(self.text(label));
            let (outer, _) = without_brackets(&cleaned);
            // `Llama-3 LB` heads a column of the LB.
            let last = outer.rsplit(' ').next().unwrap_or_default();
            let is_meant = |(short, _): &&(String, String)| *short == outer || short == last;
            let Some((_, words)) = defined.iter().find(is_meant) else { continue };
            self.key(label, words);
            for (_, concept) in concepts(words) {
                let known = self.by_concept.entry(concept).or_default();
                if !known.contains(&label) {
                    known.push(label);
                }
            }
        }
    }

    /// The paper's name for its own method, for which rows may have `ours` instead.
    pub(crate) fn own_names<'a>(&mut self, names: impl IntoIterator<Item = &'a str>) {
        self.own = names.into_iter().map(Key::of).collect();
        let is_own = |label: &Label| {
            let text = label.text.as_bytes();
            self.own.iter().any(|key| key.end_at(text, 0).is_some())
        };
        self.own_labels = (0..self.texts.len() as LabelId)
            .filter(|label| self.ours.contains(label) || is_own(&self.texts[*label as usize]))
            .collect();
        let is_variant = |label: &LabelId| self.is_ablation(*label);
        self.own_rows =
            self.own_labels.iter().copied().filter(|label| !is_variant(label)).collect();
        self.own_rows.sort_unstable();
    }

    /// Whether a label names the missing part of a variant: `Quarry (no cache)`.
    pub(crate) fn is_ablation(&self, label: LabelId) -> bool {
        self.left_away.iter().any(|(_, without)| *without == label)
    }

    /// Whether a setting is one of what others are settings of, and a name is a name: `n=1` and
    /// `n=0.8` exclude one another, `n=1` and `k=4` do not.
    pub(crate) fn are_alike(&self, others: &[LabelId], label: LabelId) -> bool {
        let set = |label: LabelId| self.text(label).split_once('=').map(|(name, _)| name.trim());
        others.iter().any(|other| set(*other) == set(label))
    }

    /// Whether a label means the complete variant: `full`, `Full model`.
    pub(crate) fn is_full(&self, label: LabelId) -> bool {
        let text = self.text(label).to_lowercase();
        text == "full"
            || text.starts_with("full ")
            || text.starts_with("complete ")
            || text.starts_with("完整")
    }

    /// Whether a label means all rows together: `Total`.
    pub(crate) fn is_total(&self, label: LabelId) -> bool {
        const TOTALS: [&str; 8] =
            ["total", "all", "overall", "sum", "in total", "合计", "总计", "全部"];
        TOTALS.contains(&self.text(label).to_lowercase().as_str())
    }

    /// Whether a label says that something is the authors' own.
    pub(crate) fn is_ours(&self, label: LabelId) -> bool {
        self.ours.contains(&label)
    }

    /// Whether a label is of the paper's own method.
    pub(crate) fn is_own(&self, label: LabelId) -> bool {
        self.own_labels.contains(&label)
    }
}
