//! Units of systemd.

use super::{Plan, Timer, words};
use std::ffi::OsStr;
use std::path::Path;

pub(super) fn plan(timer: &Timer<'_>, folder: &Path) -> Plan {
    let name = &timer.name;
    let unit = format!("{name}.timer");
    let systemctl = |what: &[&str]| words(&[&["systemctl", "--user"][..], what].concat());
    Plan {
        files: vec![
            (folder.join(format!("{name}.service")), service(timer)),
            (folder.join(&unit), self::timer(timer)),
        ],
        before_on: Vec::new(),
        on: vec![
            systemctl(&["daemon-reload"]),
            systemctl(&["enable", &unit]),
            // One that runs already gets other hours.
            systemctl(&["restart", &unit]),
        ],
        off: vec![systemctl(&["disable", "--now", &unit])],
        after_off: vec![systemctl(&["daemon-reload"])],
        is_on: systemctl(&["is-active", "--quiet", &unit]),
    }
}

/// The service. A run without a network, as after waking up, is repeated a few times.
fn service(timer: &Timer<'_>) -> String {
    let program = word(timer.command.as_os_str());
    let arguments: Vec<String> = timer.arguments().iter().map(|argument| word(argument)).collect();
    format!(
        "[Unit]\n\
         Description=Fetch today's papers with Paperboy\n\
         StartLimitIntervalSec=45min\n\
         StartLimitBurst=4\n\
         \n\
         [Service]\n\
         Type=oneshot\n\
         ExecStart={program} {}\n\
         Nice=10\n\
         Restart=on-failure\n\
         RestartSec=10min\n",
        arguments.join(" ")
    )
}

/// The timer. For runs that were missed while the computer was off, there is one run.
fn timer(timer: &Timer<'_>) -> String {
    let times: String = timer
        .schedule
        .times()
        .iter()
        .map(|time| format!("OnCalendar=*-*-* {:02}:{:02}:00\n", time.hour(), time.minute()))
        .collect();
    format!(
        "[Unit]\n\
         Description=Fetch today's papers with Paperboy\n\
         \n\
         [Timer]\n\
         {times}\
         Persistent=true\n\
         \n\
         [Install]\n\
         WantedBy=timers.target\n"
    )
}

/// A word of a command line in a unit: in quotes, without specifiers and variables.
fn word(word: &OsStr) -> String {
    let mut text = String::from("\"");
    for byte in word.as_encoded_bytes() {
        match byte {
            b'%' => text.push_str("%%"),
            b'$' => text.push_str("$$"),
            b'"' | b'\\' => {
                text.push('\\');
                text.push(char::from(*byte));
            }
            0x20..=0x7e => text.push(char::from(*byte)),
            byte => text.push_str(&format!("\\x{byte:02x}")),
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    use super::super::tests::timer as sample;
    use super::*;
    use std::fs;
    use std::process::Command;

    #[test]
    fn the_units_have_the_command_and_all_times_of_the_schedule() {
        let timer = sample("/usr/bin/paperboy", None, "07:00-23:00/6h");
        assert!(
            service(&timer)
                .contains("\nExecStart=\"/usr/bin/paperboy\" \"fetch\" \"today\" \"--notify\"\n")
        );
        let unit = super::timer(&timer);
        for time in ["07:00:00", "13:00:00", "19:00:00"] {
            assert!(unit.contains(&format!("\nOnCalendar=*-*-* {time}\n")), "{unit}");
        }
        assert_eq!(unit.matches("OnCalendar").count(), 3);
        assert!(unit.contains("\nPersistent=true\n"));
        let daily = super::timer(&sample("/usr/bin/paperboy", None, "07:30-23:59/24h"));
        assert_eq!(daily.matches("OnCalendar=*-*-* 07:30:00\n").count(), 1);
    }

    #[test]
    fn a_name_is_one_word_whatever_is_in_it() {
        let timer =
            sample("/opt/a \"b\"/paperboy", Some("/home/li/100% $HOME\\论文"), "07:00-23:00/3h");
        let service = service(&timer);
        let line = service.lines().find(|line| line.starts_with("ExecStart=")).unwrap();
        assert_eq!(
            line,
            "ExecStart=\"/opt/a \\\"b\\\"/paperboy\" \"--library\" \
             \"/home/li/100%% $$HOME\\\\\\xe8\\xae\\xba\\xe6\\x96\\x87\" \"fetch\" \"today\" \"--notify\""
        );
    }

    #[test]
    fn systemd_takes_the_units_where_there_is_one() {
        let is_there = Command::new("systemd-analyze").arg("--version").output().is_ok();
        if !is_there {
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        // The program has to exist.
        let timer = sample("/bin/true", Some("/home/li/100% $HOME 论文"), "07:30-23:59/24h");
        let paths: Vec<_> = plan(&timer, folder.path())
            .files
            .into_iter()
            .map(|(path, text)| {
                fs::write(&path, text).unwrap();
                path
            })
            .collect();
        let verified = Command::new("systemd-analyze")
            .args(["verify", "--user"])
            .args(&paths)
            // It looks for units there, too.
            .env("XDG_RUNTIME_DIR", folder.path())
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&verified.stderr);
        assert!(verified.status.success(), "{stderr}");
        // Not every mistake that is reported makes the check fail.
        let names = ["paperboy-fetch.service", "paperboy-fetch.timer"];
        let own: Vec<&str> =
            stderr.lines().filter(|line| names.iter().any(|name| line.contains(name))).collect();
        assert!(own.is_empty(), "{own:?}");
    }
}
