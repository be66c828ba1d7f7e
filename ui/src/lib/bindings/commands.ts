// Made from src-tauri/src/commands by `make bindings`. Do not edit.

import type {
  About,
  AddedCollection,
  AddedHighlight,
  ArticleFigures,
  AssistantClient,
  Assistants,
  Backup,
  Backups,
  BeginWith,
  CardPage,
  Change,
  CitationForm,
  CollectedCount,
  CopyFormat,
  CopyPart,
  Day,
  DayNews,
  DesktopState,
  ExportFormat,
  ExportOf,
  ExportedFile,
  Facets,
  FigureSettings,
  Folder,
  HealthReport,
  Highlight,
  HighlightColour,
  HighlightFilter,
  HighlightPage,
  HighlightPlace,
  Hit,
  KeyChange,
  KeyOutcome,
  Mark,
  Matched,
  MeaningState,
  ModelSettings,
  ModelTest,
  MonthCount,
  MonthTrends,
  Neighbours,
  NewsOfPaper,
  OpenArticle,
  OpenPaper,
  OpenVersion,
  Opinion,
  Order,
  PaperPdf,
  Pasted,
  PdfSettings,
  Period,
  PublishSettings,
  Review,
  SavedSearch,
  ScheduleStatus,
  SearchAnswer,
  SentToZotero,
  Settings,
  SortOrder,
  SpeechVoices,
  Spending,
  SpokenLanguage,
  SpokenSentence,
  Status,
  StoredKey,
  Subscription,
  SyncOffer,
  SyncPreview,
  SyncSetup,
  SyncStatus,
  Synced,
  TagCount,
  Taste,
  Undone,
  VaultSettings,
  Version,
  View,
  WatchState,
  WordKind,
} from "./wire";

/** Every command: what it is asked with, and what it answers. */
export interface Commands {
  about: { args: {}; answer: About };
  add_collection: { args: { name: string; parent: string | null }; answer: AddedCollection };
  add_highlight: { args: { id: string; place: HighlightPlace; colour: HighlightColour; note: string | null }; answer: AddedHighlight };
  add_papers: { args: { ids: string[] }; answer: null };
  all_highlights: { args: { filter: HighlightFilter; offset: number; limit: number }; answer: HighlightPage };
  allow_model_host: { args: {}; answer: null };
  article: { args: { id: string }; answer: OpenArticle | null };
  assistants: { args: {}; answer: Assistants };
  back_up: { args: {}; answer: Backup };
  backups: { args: {}; answer: Backups };
  begin: { args: { how: BeginWith }; answer: Status };
  cancel_fetch: { args: {}; answer: null };
  cancel_job: { args: {}; answer: null };
  cancel_watch: { args: {}; answer: null };
  cancel_writing: { args: {}; answer: null };
  change_highlight: { args: { id: string; highlight: string; colour: HighlightColour | null; note: string | null }; answer: Change };
  choose: { args: { query: string; key: string }; answer: string };
  choose_figure: { args: { id: string; image: number | null; stamp: string }; answer: Change };
  citation_key: { args: { id: string }; answer: string | null };
  collect: { args: { ids: string[]; add: string[]; remove: string[] }; answer: Change };
  collections_of: { args: { ids: string[] }; answer: CollectedCount[] };
  copy: { args: { id: string; part: CopyPart; format: CopyFormat }; answer: null };
  copy_assistant: { args: { client: AssistantClient }; answer: null };
  copy_citation: { args: { ids: string[]; form: CitationForm }; answer: null };
  copy_crash_report: { args: {}; answer: null };
  copy_diagnostics: { args: {}; answer: null };
  copy_figure: { args: { id: string; image: number; stamp: string }; answer: null };
  copy_link: { args: { url: string }; answer: null };
  copy_quote: { args: { id: string; place: HighlightPlace }; answer: null };
  copy_review: { args: { period: Period; date: string; chinese: boolean }; answer: null };
  day_news: { args: { date: string }; answer: DayNews[] };
  days: { args: {}; answer: Day[] };
  delete_crash_reports: { args: {}; answer: HealthReport };
  delete_figures: { args: {}; answer: FigureSettings };
  delete_pdfs: { args: {}; answer: PdfSettings };
  desktop_state: { args: {}; answer: DesktopState };
  dismiss: { args: { id: number }; answer: null };
  export_pick: { args: { of: ExportOf; format: ExportFormat }; answer: ExportedFile | null };
  facets: { args: { query: string }; answer: Facets };
  fetch_days: { args: { from: string; to: string; articles: boolean }; answer: null };
  fetch_figures: { args: { ids: string[] }; answer: null };
  fetch_pdf: { args: { id: string }; answer: PaperPdf };
  fetch_today: { args: {}; answer: null };
  figure_settings: { args: {}; answer: FigureSettings };
  figures: { args: { id: string }; answer: ArticleFigures };
  forget_backup: { args: { name: string }; answer: Backups };
  forget_search: { args: { query: string | null }; answer: null };
  forget_sync: { args: {}; answer: null };
  forget_taste: { args: {}; answer: Change };
  health: { args: {}; answer: HealthReport };
  highlights: { args: { id: string }; answer: Highlight[] };
  import_paths: { args: { paths: string[] }; answer: null };
  import_pick: { args: { folder: boolean }; answer: boolean };
  import_sample: { args: {}; answer: null };
  instructions: { args: { language: string }; answer: string };
  list: { args: { view: View; order: Order | null; offset: number; limit: number }; answer: CardPage };
  look_at: { args: { id: string | null }; answer: null };
  mark: { args: { ids: string[]; mark: Mark; on: boolean }; answer: Change };
  mark_day_read: { args: { date: string }; answer: Change };
  matches: { args: { id: string; query: string }; answer: Matched[] };
  meaning_state: { args: {}; answer: MeaningState };
  merge_collections: { args: { id: string; into: string }; answer: Change };
  model_settings: { args: {}; answer: ModelSettings };
  month_trends: { args: { month: string }; answer: MonthTrends };
  move_collected: { args: { id: string; papers: string[]; before: string | null }; answer: Change };
  move_collection: { args: { id: string; parent: string | null; before: string | null }; answer: Change };
  neighbours: { args: { view: View; order: Order | null; id: string }; answer: Neighbours };
  note_collection: { args: { id: string; text: string }; answer: Change };
  open_folder: { args: { which: Folder }; answer: null };
  open_link: { args: { url: string; agreed: boolean | null }; answer: null };
  open_paper: { args: { id: string }; answer: OpenPaper };
  open_pdf: { args: { id: string }; answer: null };
  paper_ids: { args: { of: ExportOf }; answer: string[] };
  paper_news: { args: { id: string | null }; answer: NewsOfPaper[] };
  paste: { args: { name: string; text: string }; answer: Pasted };
  pause_writing: { args: { on: boolean }; answer: null };
  pdf: { args: { id: string }; answer: PaperPdf };
  pdf_settings: { args: {}; answer: PdfSettings };
  preview_sync: { args: {}; answer: SyncPreview };
  publish: { args: {}; answer: null };
  publish_pick: { args: {}; answer: PublishSettings };
  publish_server: { args: { address: string; user: string; password: string }; answer: PublishSettings };
  publish_settings: { args: {}; answer: PublishSettings };
  put_news_aside: { args: { ids: string[] | null }; answer: number };
  quote_text: { args: { id: string; place: HighlightPlace }; answer: string };
  read_again: { args: { id: string }; answer: null };
  related: { args: { id: string; limit: number }; answer: Hit[] };
  remember_search: { args: { query: string }; answer: null };
  remove_collection: { args: { id: string }; answer: Change };
  remove_highlights: { args: { id: string; highlights: string[] }; answer: Change };
  remove_saved: { args: { name: string }; answer: Change };
  remove_sync_device: { args: { id: string }; answer: Synced };
  rename_collection: { args: { id: string; name: string }; answer: Change };
  rename_saved: { args: { name: string; to: string }; answer: Change };
  rest: { args: {}; answer: null };
  restore: { args: { name: string }; answer: null };
  retry_open: { args: {}; answer: Status };
  review: { args: { period: Period; date: string | null }; answer: Review };
  save_figure: { args: { id: string; image: number; stamp: string }; answer: string | null };
  save_review: { args: { period: Period; date: string; chinese: boolean }; answer: string | null };
  save_search: { args: { name: string; query: string }; answer: Change };
  saved_searches: { args: {}; answer: SavedSearch[] };
  say_less: { args: { ids: string[]; on: boolean }; answer: Change };
  schedule_status: { args: {}; answer: ScheduleStatus };
  search: { args: { query: string; sort: SortOrder; offset: number; limit: number }; answer: SearchAnswer };
  search_history: { args: {}; answer: string[] };
  send_to_zotero: { args: { of: ExportOf; again: boolean }; answer: SentToZotero };
  set_citation_key: { args: { id: string; key: string }; answer: StoredKey };
  set_embeddings_key: { args: { key: string | null }; answer: KeyOutcome };
  set_model_key: { args: { key: string | null }; answer: KeyChange };
  set_note: { args: { id: string; text: string }; answer: Change };
  set_opinion: { args: { kind: WordKind; word: string; opinion: Opinion | null }; answer: Change };
  set_setting: { args: { key: string; value: string }; answer: Settings };
  set_up_sync: { args: { passphrase: string | null }; answer: SyncSetup };
  settings: { args: {}; answer: Settings };
  show_version: { args: { id: string; number: number }; answer: Change };
  shown: { args: {}; answer: boolean };
  speak: { args: { text: string; language: SpokenLanguage }; answer: boolean };
  speech_voices: { args: {}; answer: SpeechVoices | null };
  spending: { args: {}; answer: Spending[] };
  spoken_sentences: { args: { texts: string[] }; answer: SpokenSentence[][] };
  start_at_login: { args: { on: boolean }; answer: DesktopState };
  start_watch: { args: {}; answer: null };
  status: { args: {}; answer: Status };
  stop_speaking: { args: {}; answer: null };
  subscribe: { args: { address: string }; answer: Subscription[] };
  subscribe_pick: { args: {}; answer: Subscription[] };
  subscriptions: { args: {}; answer: Subscription[] };
  sync_pick: { args: {}; answer: SyncOffer | null };
  sync_server: { args: { address: string; user: string; password: string }; answer: SyncOffer };
  sync_status: { args: {}; answer: SyncStatus };
  synchronise: { args: {}; answer: null };
  tag: { args: { ids: string[]; add: string[]; remove: string[] }; answer: Change };
  tags: { args: {}; answer: TagCount[] };
  taste: { args: {}; answer: Taste };
  test_model: { args: {}; answer: ModelTest };
  trend: { args: { query: string }; answer: MonthCount[] };
  undo: { args: { change: number | null }; answer: Undone | null };
  unsubscribe: { args: { name: string }; answer: Subscription[] };
  update_vault: { args: { of: ExportOf | null; again: boolean }; answer: null };
  vault_pick: { args: {}; answer: VaultSettings };
  vault_settings: { args: {}; answer: VaultSettings };
  version: { args: { id: string; number: number }; answer: OpenVersion };
  versions: { args: { id: string }; answer: Version[] };
  watch_state: { args: {}; answer: WatchState };
  write_day: { args: { date: string; again: boolean }; answer: null };
  write_papers: { args: { ids: string[]; writer: string | null; again: boolean }; answer: null };
}

/** The commands by name. */
export const COMMANDS = [
  "about",
  "add_collection",
  "add_highlight",
  "add_papers",
  "all_highlights",
  "allow_model_host",
  "article",
  "assistants",
  "back_up",
  "backups",
  "begin",
  "cancel_fetch",
  "cancel_job",
  "cancel_watch",
  "cancel_writing",
  "change_highlight",
  "choose",
  "choose_figure",
  "citation_key",
  "collect",
  "collections_of",
  "copy",
  "copy_assistant",
  "copy_citation",
  "copy_crash_report",
  "copy_diagnostics",
  "copy_figure",
  "copy_link",
  "copy_quote",
  "copy_review",
  "day_news",
  "days",
  "delete_crash_reports",
  "delete_figures",
  "delete_pdfs",
  "desktop_state",
  "dismiss",
  "export_pick",
  "facets",
  "fetch_days",
  "fetch_figures",
  "fetch_pdf",
  "fetch_today",
  "figure_settings",
  "figures",
  "forget_backup",
  "forget_search",
  "forget_sync",
  "forget_taste",
  "health",
  "highlights",
  "import_paths",
  "import_pick",
  "import_sample",
  "instructions",
  "list",
  "look_at",
  "mark",
  "mark_day_read",
  "matches",
  "meaning_state",
  "merge_collections",
  "model_settings",
  "month_trends",
  "move_collected",
  "move_collection",
  "neighbours",
  "note_collection",
  "open_folder",
  "open_link",
  "open_paper",
  "open_pdf",
  "paper_ids",
  "paper_news",
  "paste",
  "pause_writing",
  "pdf",
  "pdf_settings",
  "preview_sync",
  "publish",
  "publish_pick",
  "publish_server",
  "publish_settings",
  "put_news_aside",
  "quote_text",
  "read_again",
  "related",
  "remember_search",
  "remove_collection",
  "remove_highlights",
  "remove_saved",
  "remove_sync_device",
  "rename_collection",
  "rename_saved",
  "rest",
  "restore",
  "retry_open",
  "review",
  "save_figure",
  "save_review",
  "save_search",
  "saved_searches",
  "say_less",
  "schedule_status",
  "search",
  "search_history",
  "send_to_zotero",
  "set_citation_key",
  "set_embeddings_key",
  "set_model_key",
  "set_note",
  "set_opinion",
  "set_setting",
  "set_up_sync",
  "settings",
  "show_version",
  "shown",
  "speak",
  "speech_voices",
  "spending",
  "spoken_sentences",
  "start_at_login",
  "start_watch",
  "status",
  "stop_speaking",
  "subscribe",
  "subscribe_pick",
  "subscriptions",
  "sync_pick",
  "sync_server",
  "sync_status",
  "synchronise",
  "tag",
  "tags",
  "taste",
  "test_model",
  "trend",
  "undo",
  "unsubscribe",
  "update_vault",
  "vault_pick",
  "vault_settings",
  "version",
  "versions",
  "watch_state",
  "write_day",
  "write_papers",
] as const satisfies (keyof Commands)[];
