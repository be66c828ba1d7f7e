//! Notifications of the desktop, in the user's language: over D-Bus on Linux, by the system
//! elsewhere. The one notification says that a day is complete.

use notify_rust::Notification;
use std::fmt;

/// The name under which the desktop knows the program.
const DESKTOP_ENTRY: &str = "io.github.paperboy.reader";
/// The action of a click on the notification itself.
const CLICK: &str = "default";

/// A language of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Chinese.
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The language of the setting `ui.language`, where `system` is that of the session.
    pub fn of(setting: &str) -> Self {
        let system = || sys_locale::get_locale().unwrap_or_default();
        match setting {
            "zh" => Self::Chinese,
            "en" => Self::English,
            _ if system().to_ascii_lowercase().starts_with("zh") => Self::Chinese,
            _ => Self::English,
        }
    }
}

/// A day that is complete, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayComplete {
    /// The day, as `YYYY-MM-DD`.
    pub date: String,
    /// How many papers it has.
    pub papers: u32,
    /// How many of them are like those that the user liked; `None`: nothing was learnt yet.
    pub for_you: Option<u32>,
    /// In this language.
    pub language: Language,
}

impl DayComplete {
    /// The first line: how many papers there are.
    pub fn summary(&self) -> String {
        let papers = self.papers;
        // None of them is no reason to say so.
        let for_you = self.for_you.filter(|count| *count > 0);
        match (self.language, for_you) {
            (Language::Chinese, Some(count)) => {
                format!("{papers} 篇论文，其中 {count} 篇你可能感兴趣")
            }
            (Language::Chinese, None) => format!("{papers} 篇论文"),
            (Language::English, for_you) => {
                let noun = if papers == 1 { "paper" } else { "papers" };
                let for_you = for_you.map(|count| format!(", {count} for you")).unwrap_or_default();
                format!("{papers} {noun}{for_you}")
            }
        }
    }

    /// The second line: of which day.
    pub fn body(&self) -> String {
        let date = &self.date;
        match self.language {
            Language::Chinese => format!("{date} 的论文已备齐。"),
            Language::English => format!("The papers for {date} are ready."),
        }
    }

    /// Shows it, and returns as soon as the desktop has it.
    pub fn show(&self) -> Result<(), NoService> {
        self.notification().show().map(drop).map_err(NoService)
    }

    /// Shows it, and waits until it is gone. Where the desktop reports clicks, `on_click` is called
    /// for one.
    pub fn show_and_wait(&self, on_click: impl FnOnce()) -> Result<(), NoService> {
        #[cfg(all(unix, not(target_os = "macos")))]
        {
            let open = match self.language {
                Language::Chinese => "打开",
                Language::English => "Open",
            };
            let shown = self.notification().action(CLICK, open).show().map_err(NoService)?;
            shown.wait_for_action(|action| {
                if action == CLICK {
                    on_click();
                }
            });
            Ok(())
        }
        #[cfg(not(all(unix, not(target_os = "macos"))))]
        {
            let _ = (on_click, CLICK);
            self.show()
        }
    }

    fn notification(&self) -> Notification {
        let mut notification = Notification::new();
        notification.appname("Paperboy").summary(&self.summary()).body(&self.body());
        #[cfg(all(unix, not(target_os = "macos")))]
        notification
            .icon(DESKTOP_ENTRY)
            .hint(notify_rust::Hint::DesktopEntry(DESKTOP_ENTRY.to_owned()))
            // It says that something can be read, and waits for nobody.
            .urgency(notify_rust::Urgency::Low);
        #[cfg(windows)]
        notification.app_id(DESKTOP_ENTRY);
        #[cfg(target_os = "macos")]
        let _ = DESKTOP_ENTRY;
        notification
    }
}

/// Whether something on this desktop shows notifications. It may start the service that does.
pub fn is_available() -> bool {
    #[cfg(all(unix, not(target_os = "macos")))]
    return notify_rust::get_server_information().is_ok();
    #[cfg(not(all(unix, not(target_os = "macos"))))]
    true
}

/// Nothing on this desktop shows notifications.
#[derive(Debug)]
pub struct NoService(notify_rust::error::Error);

impl fmt::Display for NoService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the desktop shows no notifications: {}", self.0)
    }
}

impl std::error::Error for NoService {}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(language: Language, papers: u32, for_you: Option<u32>) -> DayComplete {
        DayComplete { date: "2025-12-30".into(), papers, for_you, language }
    }

    #[test]
    fn a_day_is_reported_in_one_line_in_each_language() {
        let (zh, en) = (Language::Chinese, Language::English);
        for (language, papers, for_you, summary) in [
            (en, 31, Some(4), "31 papers, 4 for you"),
            (en, 1, None, "1 paper"),
            (en, 31, Some(0), "31 papers"),
            (zh, 31, Some(4), "31 篇论文，其中 4 篇你可能感兴趣"),
            (zh, 31, None, "31 篇论文"),
        ] {
            assert_eq!(day(language, papers, for_you).summary(), summary);
        }
        assert!(day(zh, 1, None).body().starts_with("2025-12-30"));
    }

    #[test]
    fn the_language_is_that_of_the_setting() {
        assert_eq!(Language::of("zh"), Language::Chinese);
        assert_eq!(Language::of("en"), Language::English);
    }
}
