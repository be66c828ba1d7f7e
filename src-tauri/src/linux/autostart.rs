//! The start at login: an entry in the folder that desktops start programs from.

use crate::places::Autostart;
use std::fs;
use std::io;
use std::path::Path;

/// Lines by which desktops turn an entry off and keep it.
const TURNED_OFF: [&str; 2] = ["Hidden=true", "X-GNOME-Autostart-enabled=false"];

/// Whether the program starts at login; `None`: there is no such folder.
pub fn is_on(entry: &Autostart) -> Option<bool> {
    let text = fs::read_to_string(entry.file.as_ref()?).unwrap_or_default();
    Some(!text.is_empty() && !text.lines().any(|line| TURNED_OFF.contains(&line.trim())))
}

/// Makes or removes the entry.
pub fn set(entry: &Autostart, on: bool) -> io::Result<()> {
    let Some(file) = &entry.file else {
        return Err(io::Error::other("there is no folder for programs that start at login"));
    };
    if on {
        file.parent().map_or(Ok(()), fs::create_dir_all)?;
        return fs::write(file, text(&entry.program, entry.library.as_deref()));
    }
    match fs::remove_file(file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn text(program: &Path, library: Option<&Path>) -> String {
    let mut command = format!("{} --hidden", word(program));
    if let Some(library) = library {
        command = format!("{command} --library {}", word(library));
    }
    format!(
        "[Desktop Entry]\n\
         Type=Application\n\
         Name=Paperboy\n\
         Comment=Start Paperboy in the tray\n\
         Comment[zh_CN]=启动 Paperboy 并隐藏在托盘中\n\
         Exec={command}\n\
         Icon=io.github.paperboy.reader\n\
         Terminal=false\n\
         X-GNOME-Autostart-enabled=true\n"
    )
}

/// A word of a command in an entry: in quotes, its special characters escaped, and then each
/// backslash once more, as in all values.
fn word(path: &Path) -> String {
    let mut text = String::from("\"");
    for character in path.to_string_lossy().chars() {
        match character {
            '"' | '`' | '$' => text.extend(['\\', '\\', character]),
            '\\' => text.push_str("\\\\\\\\"),
            '%' => text.push_str("%%"),
            '\n' => text.push_str("\\n"),
            character => text.push(character),
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_is_made_turned_off_by_the_desktop_and_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("autostart/paperboy.desktop");
        let entry = Autostart {
            file: Some(file.clone()),
            program: "/usr/bin/paperboy-desktop".into(),
            library: None,
        };
        assert_eq!(is_on(&entry), Some(false));
        set(&entry, true).expect("it is written");
        assert_eq!(is_on(&entry), Some(true));
        let text = fs::read_to_string(&file).expect("it is there");
        assert!(text.contains("\nExec=\"/usr/bin/paperboy-desktop\" --hidden\n"), "{text}");
        fs::write(&file, format!("{text}Hidden=true\n")).expect("it is changed");
        assert_eq!(is_on(&entry), Some(false));
        set(&entry, false).expect("it is removed");
        set(&entry, false).expect("there is nothing to remove");
        assert!(!file.exists());
        assert_eq!(is_on(&Autostart { file: None, ..entry }), None);
    }

    #[test]
    fn a_path_is_one_word_whatever_is_in_it() {
        assert_eq!(word(Path::new("/a b/50%")), "\"/a b/50%%\"");
        assert_eq!(word(Path::new("/$x\\\"")), "\"/\\\\$x\\\\\\\\\\\\\"\"");
    }
}
