//! An agent of launchd.

use super::{Plan, Timer, words};
use paperboy_feed::escaped;
use std::path::Path;

/// Agents are named like the program.
const PREFIX: &str = "io.github.paperboy.reader.";

pub(super) fn plan(timer: &Timer<'_>, folder: &Path) -> Plan {
    let label = format!("{PREFIX}{}", timer.name);
    let path = folder.join(format!("{label}.plist"));
    let file = path.display().to_string();
    Plan {
        files: vec![(path, agent(timer, &label))],
        // One that is loaded already gets other hours only when it is loaded again.
        before_on: vec![words(&["launchctl", "unload", &file])],
        on: vec![words(&["launchctl", "load", "-w", &file])],
        off: vec![words(&["launchctl", "unload", "-w", &file])],
        after_off: Vec::new(),
        is_on: words(&["launchctl", "list", &label]),
    }
}

/// The agent. launchd runs once after waking up what was missed during sleep.
fn agent(timer: &Timer<'_>, label: &str) -> String {
    let program = timer.command.as_os_str().to_owned();
    let arguments: String = std::iter::once(program)
        .chain(timer.arguments())
        .map(|word| format!("    <string>{}</string>\n", escaped(&word.to_string_lossy())))
        .collect();
    let times: String = timer
        .schedule
        .times()
        .iter()
        .map(|time| {
            format!(
                "    <dict><key>Hour</key><integer>{}</integer><key>Minute</key><integer>{}</integer></dict>\n",
                time.hour(),
                time.minute()
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n  \
         <key>Label</key>\n  <string>{}</string>\n  \
         <key>ProgramArguments</key>\n  <array>\n{arguments}  </array>\n  \
         <key>StartCalendarInterval</key>\n  <array>\n{times}  </array>\n  \
         <key>ProcessType</key>\n  <string>Background</string>\n\
         </dict>\n</plist>\n",
        escaped(label)
    )
}

#[cfg(test)]
mod tests {
    use super::super::tests::timer as sample;
    use super::*;

    #[test]
    fn the_agent_has_the_command_and_all_times() {
        let timer = sample("/Applications/A&B/paperboy", Some("/Users/li/<x>"), "07:30-23:00/8h");
        let text = agent(&timer, "io.github.paperboy.reader.paperboy-fetch");
        for part in [
            "<string>/Applications/A&amp;B/paperboy</string>\n    <string>--library</string>\n    <string>/Users/li/&lt;x&gt;</string>\n    <string>fetch</string>\n    <string>today</string>\n",
            "<key>Hour</key><integer>7</integer><key>Minute</key><integer>30</integer>",
            "<key>Hour</key><integer>15</integer><key>Minute</key><integer>30</integer>",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
        assert_eq!(text.matches("<key>Hour</key>").count(), 2);
    }
}
