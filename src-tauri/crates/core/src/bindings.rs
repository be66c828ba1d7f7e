//! Keeps the front end's types the same as [`wire`](crate::wire).

use crate::DeepLink;
use crate::wire::*;
use std::path::PathBuf;
use ts_rs::{Config, TS};

/// Every type of `wire` as TypeScript, in one module.
fn bindings() -> String {
    let config = Config::default();
    let mut text = String::from(
        "// Made from src-tauri/crates/core/src/wire.rs by `make bindings`. Do not edit.\n",
    );
    macro_rules! declare {
        ($($name:ident),* $(,)?) => {$(
            text.push_str("\n");
            if let Some(docs) = <$name as TS>::docs() {
                text.push_str(&docs);
            }
            text.push_str("export ");
            text.push_str(&<$name as TS>::decl(&config));
            text.push('\n');
        )*};
    }
    declare![
        Status,
        TagCount,
        IndexState,
        Notice,
        Recovery,
        RecoveredBy,
        Held,
        Day,
        View,
        DeepLink,
        CardPage,
        Card,
        ContributionSource,
        OpenPaper,
        OpenArticle,
        ArticleSection,
        OpenSection,
        Links,
        Neighbours,
        Mark,
        Change,
        Undone,
        SearchAnswer,
        Hit,
        Progress,
        Imported,
        ImportedFile,
        Outcome,
        MissingList,
        FetchFailure,
        FetchSummary,
        Settings,
        About,
        Backups,
        BeginWith,
        Backup,
        WritingState,
        Version,
        WritingRecord,
        Checked,
        OpenVersion,
        Check,
        Claim,
        ClaimOutcome,
        Owner,
        TableCell,
        Passage,
        Reason,
        PromptCut,
        KeySource,
        KeyTrouble,
        KeyOutcome,
        ModelSettings,
        KeyChange,
        ModelTest,
        Spending,
        Facets,
        Facet,
        DomainFacet,
        SavedSearch,
        DayNews,
        MonthCount,
        MonthTrends,
        Shift,
        Matched,
        WireError,
        Event,
    ];
    text
}

#[test]
fn the_front_ends_types_are_those_of_wire() {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../ui/src/lib/bindings/wire.ts");
    let made = bindings();
    if std::env::var_os("PAPERBOY_WRITE_BINDINGS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &made).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == made, "{} is stale: run `make bindings`", path.display());
}
