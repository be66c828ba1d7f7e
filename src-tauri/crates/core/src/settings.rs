//! The reader's settings. One table of them says each one's values and its value when nothing was put.

use crate::wire::{About, Event, Settings};
use crate::{App, Error, Schedule};
use paperboy_net::Sources;
use std::time::Duration;
use url::Url;

/// A pace that every source takes.
const SLOWEST_NEEDED: Duration = Duration::from_secs(3);

/// Every setting: its name, what it may be, what it is when nothing was put.
const SETTINGS: [(&str, Values, &str); 7] = [
    ("source.huggingface", Values::Address, "https://huggingface.co"),
    ("source.arxiv", Values::Address, "https://arxiv.org"),
    ("source.arxiv_interval_ms", Values::Number(0, 3_600_000), "3000"),
    ("fetch.schedule", Values::Schedule, "ask"),
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
    /// `ask` (nobody agreed yet), `off`, or a [`Schedule`].
    Schedule,
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
        let put = self.store().setting(key)?;
        Ok(put.filter(|value| values.allow(value)).unwrap_or_else(|| (*default).to_owned()))
    }

    /// Puts a setting.
    pub fn set_setting(&self, key: &str, value: &str) -> Result<Settings, Error> {
        let (_, values, _) = known(key)?;
        if !values.allow(value) {
            return Err(Error::BadValue(format!("{key} can't be “{value}”: {}", values.spoken())));
        }
        self.store().set_setting(key, Some(value))?;
        self.emit(&Event::Settings);
        self.settings()
    }

    /// What the About view and the settings tell of the program.
    pub fn about(&self) -> Result<About, Error> {
        Ok(About {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            library: self.places.library.display().to_string(),
            logs: self.places.logs.display().to_string(),
        })
    }
}

fn known(key: &str) -> Result<&'static (&'static str, Values, &'static str), Error> {
    let unknown = || Error::BadValue(format!("“{key}” is no setting; there are {}", setting_keys().collect::<Vec<_>>().join(", ")));
    SETTINGS.iter().find(|(name, ..)| *name == key).ok_or_else(unknown)
}

impl Values {
    fn allow(self, value: &str) -> bool {
        match self {
            Self::Words(words) => words.contains(&value),
            Self::Address => Url::parse(value).is_ok_and(|url| Sources::new(url.clone(), url, SLOWEST_NEEDED).is_ok()),
            Self::Schedule => matches!(value, "ask" | "off") || Schedule::parse(value).is_some(),
            Self::Number(least, most) => value.parse().is_ok_and(|number| (least..=most).contains(&number)),
        }
    }

    fn spoken(self) -> String {
        match self {
            Self::Words(words) => format!("it is one of {}", words.join(", ")),
            Self::Address => "it is an https address, or one on this machine".to_owned(),
            Self::Schedule => format!("it is off, or hours such as {}", Schedule::DEFAULT),
            Self::Number(least, most) => format!("it is a number from {least} to {most}"),
        }
    }
}
