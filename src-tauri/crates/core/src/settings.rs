//! The user's settings. One table defines the allowed values and the default of each.

use crate::fetch::USER_AGENT;
use crate::reading::narrow;
use crate::wire::{About, Event, SettingRule, Settings, ValueCause};
use crate::{App, Error, Schedule};
use paperboy_net::{Chat, Sources, Zotero};
use std::path::Path;
use std::time::Duration;
use url::Url;

/// An interval that every source accepts.
const SLOWEST_NEEDED: Duration = Duration::from_secs(3);

/// The longest name of a model, in characters.
const MAX_MODEL_NAME_CHARS: usize = 200;

/// Every setting: its name, what it may be, what it is when nothing was put.
const SETTINGS: [(&str, Values, &str); 44] = [
    ("source.huggingface", Values::Address, "https://huggingface.co"),
    ("source.arxiv", Values::Address, "https://arxiv.org"),
    ("source.arxiv_interval_ms", Values::Number(0, 3_600_000), "3000"),
    ("model.url", Values::Endpoint, ""),
    ("model.name", Values::Name, ""),
    ("model.parallel", Values::Number(1, 16), "4"),
    ("model.daily_token_budget", Values::Number(0, u32::MAX), "0"),
    ("model.first_token_seconds", Values::Number(10, 86_400), "1800"),
    ("model.correct", Values::Words(&["on", "off"]), "on"),
    ("report.language", Values::Words(&["zh", "en"]), "zh"),
    // What it is when nothing was put depends on the model: see `setting`.
    ("report.writer", Values::Words(&["model", "extract"]), ""),
    (
        paperboy_store::SPACE_PERCENT,
        Values::Number(50, 10_000),
        paperboy_store::DEFAULT_SPACE_PERCENT,
    ),
    ("fetch.schedule", Values::Schedule, "ask"),
    ("notify.day", Values::Words(&["on", "off"]), "on"),
    ("window.close", Values::Words(&["quit", "tray"]), "quit"),
    ("figures.fetch", Values::Words(&["all", "kept", "none"]), "all"),
    ("figures.space_mb", Values::Number(10, 1_000_000), "2048"),
    ("export.figures", Values::Words(&["open", "all", "none"]), "open"),
    ("pdf.keep", Values::Words(&["on", "off"]), "off"),
    ("pdf.space_mb", Values::Number(10, 1_000_000), "2048"),
    ("vault.folder", Values::Folder, ""),
    ("vault.auto", Values::Words(&["on", "off"]), "off"),
    ("vault.papers", Values::Words(&["starred", "all"]), "starred"),
    ("vault.links", Values::Words(&["on", "off"]), "off"),
    ("vault.days", Values::Words(&["on", "off"]), "off"),
    ("subscribe.arxiv_per_day", Values::Number(1, 500), "20"),
    ("publish.folder", Values::Place, ""),
    ("publish.query", Values::Name, ""),
    ("publish.title", Values::Name, ""),
    ("publish.address", Values::Site, ""),
    ("publish.auto", Values::Words(&["on", "off"]), "off"),
    ("sync.automatic", Values::Words(&["on", "off"]), "on"),
    ("sync.reports", Values::Words(&["on", "off"]), "on"),
    ("sync.articles", Values::Words(&["on", "off"]), "off"),
    ("sync.figures", Values::Words(&["on", "off"]), "off"),
    ("mcp.changes", Values::Words(&["on", "off"]), "off"),
    ("zotero.url", Values::Here, "http://127.0.0.1:23119"),
    ("watch.papers", Values::Words(&["on", "off"]), "off"),
    ("search.meaning", Values::Words(&["on", "off"]), "on"),
    ("embeddings.url", Values::Endpoint, ""),
    ("embeddings.name", Values::Name, ""),
    ("ui.language", Values::Words(&["system", "zh", "en"]), "system"),
    ("ui.theme", Values::Words(&["system", "light", "dark"]), "system"),
    ("ui.text_size", Values::Number(80, 200), "100"),
];

/// What a setting may be.
#[derive(Debug, Clone, Copy)]
enum Values {
    Words(&'static [&'static str]),
    Number(u32, u32),
    Address,
    /// The address of a chat model or an embedding service up to `/v1`, or nothing.
    Endpoint,
    /// A name on one line, or nothing.
    Name,
    /// `ask` (the user has not decided), `off`, or a [`Schedule`].
    Schedule,
    /// The whole path of a folder, or nothing.
    Folder,
    /// As `Folder`, or the address of a folder on a server.
    Place,
    /// An address on this computer.
    Here,
    /// An address on the web, or nothing.
    Site,
}

/// The names of the settings.
pub fn setting_keys() -> impl Iterator<Item = &'static str> {
    SETTINGS.iter().map(|(name, ..)| *name)
}

impl App {
    /// The settings of the window.
    pub fn settings(&self) -> Result<Settings, Error> {
        let size = self.setting("ui.text_size")?;
        Ok(Settings {
            language: self.setting("ui.language")?,
            theme: self.setting("ui.theme")?,
            text_size: size.parse().unwrap_or(100),
            fetch_schedule: self.setting("fetch.schedule")?,
        })
    }

    /// One setting's value.
    pub fn setting(&self, key: &str) -> Result<String, Error> {
        let (_, values, default) = known(key)?;
        match self.store().setting(key)?.filter(|value| values.allow(value)) {
            Some(value) => Ok(value),
            None if key == "report.writer" => Ok(self.usual_writer()?.key().to_owned()),
            None => Ok((*default).to_owned()),
        }
    }

    /// Puts a setting.
    pub fn set_setting(&self, key: &str, value: &str) -> Result<Settings, Error> {
        let (_, values, _) = known(key)?;
        if !values.allow(value) {
            return Err(refused(key, value, values.rule()));
        }
        if let (Values::Endpoint, Ok(url)) = (values, Url::parse(value)) {
            // Who could listen on the way is net's to judge.
            Chat::new(&url, "", None, USER_AGENT)
                .map_err(|why| refused(key, value, SettingRule::Unusable { why }))?;
        }
        match values {
            Values::Folder if !value.is_empty() => self.check_vault(Path::new(value))?,
            Values::Place if Path::new(value).is_absolute() => {
                self.check_publish_folder(Path::new(value))?;
            }
            _ => {}
        }
        self.store().set_setting(key, Some(value))?;
        if matches!(values, Values::Endpoint) {
            self.model_hosts().add(value);
        }
        if matches!(values, Values::Schedule) {
            self.renew_timer(value);
        }
        if key.starts_with("model.") {
            self.forget_endpoints()?;
        }
        if key.starts_with("model.") || key.starts_with("report.") {
            self.writing.renewed();
        }
        if matches!(key, "search.meaning" | "model.daily_token_budget")
            || key.starts_with("embeddings.")
        {
            self.meaning.renew();
        }
        if key == "figures.space_mb" {
            self.fit_figures()?;
        }
        if key == "pdf.space_mb" {
            self.fit_pdfs()?;
        }
        self.emit(&Event::Settings);
        self.settings()
    }

    /// The data of the About view and the settings.
    pub fn about(&self) -> Result<About, Error> {
        Ok(About {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            library: self.places.library.display().to_string(),
            logs: self.places.logs.display().to_string(),
        })
    }
}

fn known(key: &str) -> Result<&'static (&'static str, Values, &'static str), Error> {
    let unknown = || {
        let known = setting_keys().map(str::to_owned).collect();
        ValueCause::UnknownSetting { key: key.to_owned(), known }.into()
    };
    SETTINGS.iter().find(|(name, ..)| *name == key).ok_or_else(unknown)
}

fn refused(key: &str, value: &str, rule: SettingRule) -> Error {
    let (key, value) = (key.to_owned(), value.to_owned());
    ValueCause::Setting { key, value, rule: Box::new(rule) }.into()
}

impl Values {
    fn allow(self, value: &str) -> bool {
        match self {
            Self::Words(words) => words.contains(&value),
            Self::Address => Url::parse(value)
                .is_ok_and(|url| Sources::new(url.clone(), url, SLOWEST_NEEDED).is_ok()),
            Self::Endpoint => {
                value.is_empty()
                    || Url::parse(value).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
            }
            Self::Name => {
                value.chars().count() <= MAX_MODEL_NAME_CHARS
                    && !value.chars().any(char::is_control)
            }
            Self::Here => Url::parse(value).is_ok_and(|url| Zotero::new(&url, USER_AGENT).is_ok()),
            Self::Site => crate::publish::site_address(value).is_ok(),
            Self::Folder => value.is_empty() || Path::new(value).is_absolute(),
            Self::Place => Self::Folder.allow(value) || crate::publish::is_server_address(value),
            Self::Schedule => matches!(value, "ask" | "off") || Schedule::parse(value).is_some(),
            Self::Number(least, most) => {
                value.parse().is_ok_and(|number| (least..=most).contains(&number))
            }
        }
    }

    fn rule(self) -> SettingRule {
        match self {
            Self::Words(words) => SettingRule::Words {
                allowed: words.iter().map(|word| (*word).to_owned()).collect(),
            },
            Self::Address => SettingRule::Address,
            Self::Endpoint => SettingRule::Endpoint,
            Self::Name => SettingRule::Name { most: narrow(MAX_MODEL_NAME_CHARS as u64) },
            Self::Schedule => SettingRule::Schedule { example: Schedule::DEFAULT.to_string() },
            Self::Here => SettingRule::Here,
            Self::Site => SettingRule::Site,
            Self::Folder => SettingRule::Folder,
            Self::Place => SettingRule::Place,
            Self::Number(least, most) => SettingRule::Number { least, most },
        }
    }
}
