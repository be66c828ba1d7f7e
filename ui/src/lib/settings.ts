import { actionsEn } from "./i18n/actions.en";
import { actionsZh } from "./i18n/actions.zh";
import { figuresEn } from "./i18n/figures.en";
import { figuresZh } from "./i18n/figures.zh";
import { homeEn } from "./i18n/home.en";
import { homeZh } from "./i18n/home.zh";
import { en } from "./i18n/en";
import { keepingEn } from "./i18n/keeping.en";
import { keepingZh } from "./i18n/keeping.zh";
import { paletteEn } from "./i18n/palette.en";
import { paletteZh } from "./i18n/palette.zh";
import { searchEn } from "./i18n/search.en";
import { searchZh } from "./i18n/search.zh";
import { syncEn } from "./i18n/sync.en";
import { syncZh } from "./i18n/sync.zh";
import { travelEn } from "./i18n/travel.en";
import { travelZh } from "./i18n/travel.zh";
import { watchEn } from "./i18n/watch.en";
import { watchZh } from "./i18n/watch.zh";
import { writeEn } from "./i18n/write.en";
import { writeZh } from "./i18n/write.zh";
import { zh } from "./i18n/zh";

const inEnglish = {
  ...writeEn,
  ...keepingEn,
  ...paletteEn,
  ...en,
  figures: figuresEn,
  desktop: homeEn,
  search: searchEn,
  sync: syncEn,
  travel: travelEn,
  watch: watchEn,
  health: actionsEn.names.goHealth,
};
type SettingWords = typeof inEnglish;
/** The words in which settings are named, in both languages: a setting is found in either. */
export const SETTING_WORDS: Record<"en" | "zh", SettingWords> = {
  en: inEnglish,
  zh: {
    ...writeZh,
    ...keepingZh,
    ...paletteZh,
    ...zh,
    figures: figuresZh,
    desktop: homeZh,
    search: searchZh,
    sync: syncZh,
    travel: travelZh,
    watch: watchZh,
    health: actionsZh.names.goHealth,
  },
};

/** The parts of the settings, by the ids of their headings. */
export type SettingsPart = keyof typeof PARTS;

interface Setting {
  part: SettingsPart;
  name: (words: SettingWords) => string;
  /** Other words that it is searched by: its choices, and what else it is called, in both languages. */
  also?: readonly string[];
}

const PARTS = {
  "set-look": (w: SettingWords) => w.settings.appearance,
  "set-reading": (w: SettingWords) => w.readingLook.title,
  "set-keys": (w: SettingWords) => w.keys.title,
  "set-fetch": (w: SettingWords) => w.fetch.title,
  "set-desktop": (w: SettingWords) => w.desktop.title,
  "set-watch": (w: SettingWords) => w.watch.title,
  "set-figures": (w: SettingWords) => w.figures.title,
  "set-pdf": (w: SettingWords) => w.figures.pdf.title,
  "set-search": (w: SettingWords) => w.search.meaning.title,
  "set-writing": (w: SettingWords) => w.model.title,
  "set-import": (w: SettingWords) => w.settings.importing,
  "set-vault": (w: SettingWords) => w.vault.title,
  "set-subscribe": (w: SettingWords) => w.travel.subscribe.title,
  "set-publish": (w: SettingWords) => w.travel.publish.title,
  "set-sync": (w: SettingWords) => w.sync.title,
  "set-assistants": (w: SettingWords) => w.assistants.title,
  "set-places": (w: SettingWords) => w.settings.places,
  "set-backups": (w: SettingWords) => w.settings.backups,
};

/** The settings by their ids, which their rows carry as `data-setting`: the one list, by which they are searched. */
const TABLE = {
  "ui.language": { part: "set-look", name: (w) => w.settings.language, also: ["中文", "English", "界面语言"] },
  "ui.theme": { part: "set-look", name: (w) => w.settings.theme, also: ["深色", "浅色", "夜间", "dark", "light"] },
  "ui.text_size": { part: "set-look", name: (w) => w.settings.textSize, also: ["字号", "缩放", "font size", "zoom"] },
  "reading.width": { part: "set-reading", name: (w) => w.readingLook.width },
  "reading.leading": { part: "set-reading", name: (w) => w.readingLook.leading, also: ["行高", "line height"] },
  "reading.face": { part: "set-reading", name: (w) => w.readingLook.face },
  "reading.latin": { part: "set-reading", name: (w) => w.readingLook.latin },
  "reading.chinese": { part: "set-reading", name: (w) => w.readingLook.chinese },
  keys: { part: "set-keys", name: (w) => w.keys.title, also: ["快捷键", "按键", "shortcuts", "打印", "print"] },
  "fetch.schedule": { part: "set-fetch", name: (w) => w.schedule.title },
  "fetch.months": { part: "set-fetch", name: (w) => w.fetch.months },
  "window.close": { part: "set-desktop", name: (w) => w.desktop.close, also: ["托盘", "tray", "后台", "background"] },
  "start.login": { part: "set-desktop", name: (w) => w.desktop.login, also: ["开机", "autostart"] },
  "notify.day": { part: "set-desktop", name: (w) => w.desktop.days, also: ["通知", "notifications"] },
  "watch.papers": {
    part: "set-watch",
    name: (w) => w.watch.label,
    also: ["新版本", "撤稿", "new version", "withdrawn", "updates"],
  },
  "figures.fetch": { part: "set-figures", name: (w) => w.figures.which },
  "export.figures": { part: "set-figures", name: (w) => w.figures.exported },
  "figures.space_mb": { part: "set-figures", name: (w) => w.figures.space },
  "pdf.keep": { part: "set-pdf", name: (w) => w.figures.pdf.which },
  "pdf.space_mb": { part: "set-pdf", name: (w) => w.figures.pdf.space },
  "search.meaning": {
    part: "set-search",
    name: (w) => w.search.meaning.label,
    also: ["语义", "向量", "semantic", "embeddings", "offline model"],
  },
  "embeddings.url": {
    part: "set-search",
    name: (w) => w.search.meaning.url,
    also: ["embeddings", "向量", "API"],
  },
  "embeddings.name": { part: "set-search", name: (w) => w.search.meaning.name },
  "embeddings.key": { part: "set-search", name: (w) => w.search.meaning.key, also: ["API"] },
  "report.writer": { part: "set-writing", name: (w) => w.model.writer },
  "report.language": { part: "set-writing", name: (w) => w.model.language },
  "model.url": { part: "set-writing", name: (w) => w.model.url, also: ["API"] },
  "model.name": { part: "set-writing", name: (w) => w.model.name },
  "model.key": { part: "set-writing", name: (w) => w.model.key, also: ["API"] },
  "model.parallel": { part: "set-writing", name: (w) => w.model.parallel },
  "model.daily_token_budget": { part: "set-writing", name: (w) => w.model.budget },
  "model.first_token_seconds": { part: "set-writing", name: (w) => w.model.firstToken },
  "model.correct": { part: "set-writing", name: (w) => w.model.correct },
  "model.instructions": { part: "set-writing", name: (w) => w.model.instructions },
  "model.spending": { part: "set-writing", name: (w) => w.model.spending },
  "import.files": { part: "set-import", name: (w) => w.nav.importFiles },
  "vault.folder": { part: "set-vault", name: (w) => w.vault.folder },
  "vault.papers": { part: "set-vault", name: (w) => w.vault.papers },
  "vault.auto": { part: "set-vault", name: (w) => w.vault.auto },
  "vault.links": { part: "set-vault", name: (w) => w.vault.links },
  "vault.days": { part: "set-vault", name: (w) => w.vault.days },
  "subscribe.list": { part: "set-subscribe", name: (w) => w.travel.subscribe.title },
  "subscribe.add": {
    part: "set-subscribe",
    name: (w) => w.travel.subscribe.address,
    also: ["RSS", "Atom", "feed", "订阅源", "subscribe", "arXiv", "分类", "category"],
  },
  "subscribe.arxiv_per_day": { part: "set-subscribe", name: (w) => w.travel.subscribe.perDay },
  "publish.folder": {
    part: "set-publish",
    name: (w) => w.travel.publish.folder,
    also: ["网站", "订阅源", "website", "RSS", "Atom", "feed"],
  },
  "publish.title": { part: "set-publish", name: (w) => w.travel.publish.name },
  "publish.query": { part: "set-publish", name: (w) => w.travel.publish.query },
  "publish.address": { part: "set-publish", name: (w) => w.travel.publish.address },
  "publish.auto": { part: "set-publish", name: (w) => w.travel.publish.auto },
  "sync.folder": {
    part: "set-sync",
    name: (w) => w.sync.choose,
    also: ["同步", "sync", "Syncthing", "WebDAV", "坚果云"],
  },
  "sync.now": { part: "set-sync", name: (w) => w.sync.now },
  "sync.automatic": { part: "set-sync", name: (w) => w.sync.automatic },
  "sync.reports": { part: "set-sync", name: (w) => w.sync.reports },
  "sync.articles": { part: "set-sync", name: (w) => w.sync.articles },
  "sync.figures": { part: "set-sync", name: (w) => w.sync.figures },
  "sync.devices": { part: "set-sync", name: (w) => w.sync.devices },
  "mcp.clients": { part: "set-assistants", name: (w) => w.assistants.copy },
  "mcp.changes": { part: "set-assistants", name: (w) => w.assistants.changes },
  "places.library": { part: "set-places", name: (w) => w.settings.library },
  "places.logs": { part: "set-places", name: (w) => w.settings.logs },
  "places.health": {
    part: "set-places",
    name: (w) => w.health,
    also: ["诊断", "doctor", "diagnostics", "disk", "磁盘"],
  },
  "backups.now": { part: "set-backups", name: (w) => w.settings.backUp, also: ["恢复", "restore"] },
  "backups.facts": { part: "set-backups", name: (w) => w.settings.facts },
} satisfies Record<string, Setting>;

/** A setting. */
export type SettingId = keyof typeof TABLE;

/** All settings. */
export const SETTINGS: Readonly<Record<SettingId, Setting>> = TABLE;

/** All settings in the order of their page. */
export const ALL_SETTINGS = Object.keys(TABLE) as SettingId[];

/** What a part of the settings is called. */
export const partName = (part: SettingsPart, words: SettingWords): string => PARTS[part](words);
