//! A task of the Task Scheduler of Windows.

use super::{Plan, Timer, words};
use paperboy_feed::escaped;
use std::path::Path;

pub(super) fn plan(timer: &Timer<'_>, folder: &Path) -> Plan {
    let path = folder.join(format!("{}.xml", timer.name));
    let (file, name) = (path.display().to_string(), format!("Paperboy\\{}", timer.name));
    Plan {
        files: vec![(path, task(timer))],
        before_on: Vec::new(),
        on: vec![words(&["schtasks", "/Create", "/F", "/TN", &name, "/XML", &file])],
        off: vec![words(&["schtasks", "/Delete", "/F", "/TN", &name])],
        after_off: Vec::new(),
        is_on: words(&["schtasks", "/Query", "/TN", &name]),
    }
}

/// The task. `StartWhenAvailable` catches up what was missed.
fn task(timer: &Timer<'_>) -> String {
    let triggers: String = timer
        .schedule
        .times()
        .iter()
        .map(|time| {
            format!(
                "    <CalendarTrigger><StartBoundary>2025-01-01T{:02}:{:02}:00</StartBoundary><ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay></CalendarTrigger>\n",
                time.hour(),
                time.minute()
            )
        })
        .collect();
    let arguments: Vec<String> =
        timer.arguments().iter().map(|word| quoted(&word.to_string_lossy())).collect();
    format!(
        "<?xml version=\"1.0\"?>\n\
         <Task version=\"1.2\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\n  \
         <Triggers>\n{triggers}  </Triggers>\n  \
         <Settings><StartWhenAvailable>true</StartWhenAvailable><RunOnlyIfNetworkAvailable>true</RunOnlyIfNetworkAvailable><MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy></Settings>\n  \
         <Actions><Exec><Command>{}</Command><Arguments>{}</Arguments></Exec></Actions>\n\
         </Task>\n",
        escaped(&timer.command.to_string_lossy()),
        escaped(&arguments.join(" "))
    )
}

/// A word of a command line as Windows' programs read it.
fn quoted(word: &str) -> String {
    if !word.is_empty() && !word.contains([' ', '\t', '"']) {
        return word.to_owned();
    }
    let mut text = String::from("\"");
    let mut slashes = 0;
    for character in word.chars() {
        match character {
            '\\' => slashes += 1,
            '"' => {
                text.push_str(&"\\".repeat(slashes * 2 + 1));
                slashes = 0;
                text.push('"');
                continue;
            }
            _ => {
                text.push_str(&"\\".repeat(slashes));
                slashes = 0;
                text.push(character);
                continue;
            }
        }
    }
    text.push_str(&"\\".repeat(slashes * 2));
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    use super::super::tests::timer as sample;
    use super::*;

    #[test]
    fn the_task_has_the_command_and_all_times_and_catches_up() {
        let timer = sample("C:\\Program Files\\paperboy.exe", Some("D:\\A & B"), "07:30-20:00/6h");
        let text = task(&timer);
        for part in [
            "<Command>C:\\Program Files\\paperboy.exe</Command>",
            "<Arguments>--library &quot;D:\\A &amp; B&quot; fetch today --notify</Arguments>",
            "<StartBoundary>2025-01-01T07:30:00</StartBoundary>",
            "<StartBoundary>2025-01-01T13:30:00</StartBoundary>",
            "<StartBoundary>2025-01-01T19:30:00</StartBoundary>",
            "<StartWhenAvailable>true</StartWhenAvailable>",
        ] {
            assert!(text.contains(part), "{part}\n{text}");
        }
    }

    #[test]
    fn a_word_is_read_as_it_was() {
        assert_eq!(quoted("plain"), "plain");
        assert_eq!(quoted("C:\\a b\\"), "\"C:\\a b\\\\\"");
        assert_eq!(quoted("say \"x\""), "\"say \\\"x\\\"\"");
    }
}
