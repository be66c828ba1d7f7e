//! Keeps what the page names the same as [`wire`](crate::wire) and the shell's commands.

mod commands;

use crate::DeepLink;
use crate::wire::*;
use paperboy_net::{
    AddressCause, ChatError, GarbageCause, StorageAddressCause, StorageTrouble, ZoteroError,
};
use paperboy_paper::{
    ConnectionCause, DayProblem, FileCause, ImageProblem, ListCause, ListProblem, ListProblemKind,
    NetworkCause, PdfAbsence, PdfProblem, ReadingCause, ReadingReason, ReadingSource,
};
use paperboy_report::{LinkRefused, Problem, ProblemKind};
use paperboy_sync::Refused;
use std::path::PathBuf;
use ts_rs::{Config, TS};

/// Every type of `wire` as TypeScript, in one module.
fn bindings() -> String {
    let config = Config::default();
    let mut text = String::from(
        "// Made from src-tauri/crates/core/src/wire by `make bindings`. Do not edit.\n",
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
        Collection,
        CollectedCount,
        AddedCollection,
        Highlight,
        HighlightColour,
        HighlightText,
        HighlightRange,
        HighlightPlace,
        AddedHighlight,
        HighlightFilter,
        HighlightPage,
        ListedHighlight,
        StoredKey,
        CitationForm,
        ExportOf,
        ExportFormat,
        ExportedFile,
        IndexState,
        Notice,
        NoticeKind,
        Recovery,
        RecoveredBy,
        Held,
        Day,
        View,
        DeepLink,
        Order,
        CardPage,
        LearntState,
        Card,
        ForMe,
        LikedPaper,
        WordReason,
        WordKind,
        Opinion,
        Taste,
        MatchedSearch,
        LearntWord,
        CardFigure,
        ArticleFigures,
        FigureImage,
        FetchedFigures,
        ExportedFigures,
        FigureSettings,
        News,
        NewsOfPaper,
        WatchState,
        WatchEnd,
        AtomCause,
        ImageProblem,
        PaperPdf,
        PdfSettings,
        PdfAbsence,
        PdfProblem,
        ContributionSource,
        OpenPaper,
        OpenArticle,
        ArticleSection,
        OpenSection,
        Links,
        CopyPart,
        CopyFormat,
        Neighbours,
        Mark,
        Change,
        Undone,
        SortOrder,
        SearchAnswer,
        Hit,
        MeaningState,
        MeaningStatus,
        Progress,
        JobKind,
        Phase,
        Imported,
        ImportedFile,
        ImportKind,
        ArchiveProblem,
        ArchiveProblemKind,
        Pasted,
        VaultSettings,
        VaultUpdate,
        VaultConflict,
        VaultFailure,
        SentToZotero,
        Subscription,
        SubscriptionKind,
        SubscriptionResult,
        SubscriptionProblem,
        FetchedSubscription,
        PublishSettings,
        Published,
        PublishFailure,
        Assistants,
        AssistantConfiguration,
        AssistantClient,
        Outcome,
        ImportProblem,
        Problem,
        ProblemKind,
        MissingList,
        FetchFailure,
        FetchSummary,
        DayProblem,
        ListCause,
        ListProblem,
        ListProblemKind,
        ReadingSource,
        ReadingReason,
        ReadingCause,
        NetworkCause,
        ConnectionCause,
        HealthReport,
        Finding,
        HealthState,
        HealthSubject,
        LibraryBy,
        Found,
        CrashReport,
        DesktopState,
        SpokenLanguage,
        SpeechVoices,
        SpokenSentence,
        ScheduleStatus,
        TimerState,
        TimerTrouble,
        LastFetch,
        FetchEnd,
        Settings,
        About,
        Folder,
        Backups,
        BeginWith,
        Backup,
        WritingState,
        WritingHeld,
        WritingCause,
        ChatError,
        ZoteroError,
        SyncTrouble,
        StorageTrouble,
        StorageAddressCause,
        SyncOffer,
        SyncSetup,
        SyncStatus,
        SyncState,
        SyncDevice,
        SyncProblem,
        Refused,
        SyncPreview,
        Synced,
        AddressCause,
        GarbageCause,
        Version,
        ReportLanguage,
        WritingRecord,
        Checked,
        OutcomeCounts,
        DayCheck,
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
        TestOutcome,
        Spending,
        Facets,
        Facet,
        DomainFacet,
        SavedSearch,
        DayNews,
        MonthCount,
        MonthTrends,
        Period,
        Review,
        ReviewedField,
        ReviewedPaper,
        Shift,
        Matched,
        WireError,
        ErrorCode,
        ErrorCause,
        NotWritten,
        IndexCause,
        LinkRefused,
        ValueCause,
        CitationKeyCause,
        SettingRule,
        FileCause,
        Event,
    ];
    text
}

/// The commands of the shell.
const COMMANDS: [&str; 13] = [
    "src/commands.rs",
    "src/commands/assistants.rs",
    "src/commands/figures.rs",
    "src/commands/health.rs",
    "src/commands/highlights.rs",
    "src/commands/home.rs",
    "src/commands/keeping.rs",
    "src/commands/publish.rs",
    "src/commands/review.rs",
    "src/commands/subscribe.rs",
    "src/commands/sync.rs",
    "src/commands/taste.rs",
    "src/commands/watch.rs",
];

/// A file of the shell, or beside it.
fn at(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(at(path)).unwrap_or_default()
}

/// Holds a made file against what it should be, or writes it where that is asked for.
fn assert_made(path: &str, made: &str) {
    if std::env::var_os("PAPERBOY_WRITE_BINDINGS").is_some() {
        std::fs::write(at(path), made).unwrap();
    }
    assert!(read(path) == made, "{path} is stale: run `make bindings`");
}

#[test]
fn the_front_ends_types_are_those_of_wire() {
    assert_made("../ui/src/lib/bindings/wire.ts", &bindings());
}

#[test]
fn the_page_and_the_permissions_name_the_commands_of_the_shell() {
    let sources = COMMANDS.map(read);
    assert_made("../ui/src/lib/bindings/commands.ts", &commands::bindings(&sources));
    assert_made("permissions/window.toml", &commands::permissions(&sources));
}
