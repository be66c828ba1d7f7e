//! The request of a start: files and folders to import, links to show. A second start passes it to
//! the open window.

use paperboy_core::DeepLink;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use tauri::Url;

/// The request to open.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Links to places in the window, unparsed.
    links: Vec<String>,
    /// The folder of relative paths. It is sent once: before each of thousands of names, a long folder
    /// would be more than the other window reads.
    folder: OsString,
    /// Paths of files and folders to import. Written as `OsString`, which JSON can hold whatever its
    /// bytes are; a `PathBuf` must be UTF-8 there.
    paths: Vec<OsString>,
    /// Whether the window is not brought to the front.
    #[serde(default)]
    pub hidden: bool,
}

impl Request {
    /// The request of the program's arguments; relative paths begin at `folder`.
    pub fn from_arguments(targets: Vec<OsString>, folder: &Path) -> Self {
        let mut request = Self { folder: folder.as_os_str().to_owned(), ..Self::default() };
        for target in targets {
            match target.to_str() {
                Some(link) if DeepLink::claims(link) => request.links.push(link.to_owned()),
                // Desktops hand over files as addresses.
                Some(address) if address.starts_with("file://") => request.paths.extend(
                    Url::parse(address)
                        .ok()
                        .and_then(|url| url.to_file_path().ok())
                        .map(PathBuf::into_os_string),
                ),
                _ => request.paths.push(target),
            }
        }
        request
    }

    /// The place to show: that of the last readable link.
    pub fn link(&self) -> Option<DeepLink> {
        self.links.iter().rev().find_map(|link| DeepLink::parse(link))
    }

    /// What to import.
    pub fn into_paths(self) -> Vec<PathBuf> {
        let folder = PathBuf::from(self.folder);
        self.paths.into_iter().map(|path| folder.join(path)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_links_files_as_addresses_and_paths() {
        let targets =
            ["day.md", "/reports", "file:///a%20b.md", "paperboy://day/2025-12-30", "paperboy:no"];
        let request =
            Request::from_arguments(targets.map(OsString::from).to_vec(), Path::new("/here"));
        assert_eq!(request.link(), Some(DeepLink::Day { date: "2025-12-30".into() }));
        assert_eq!(
            request.into_paths(),
            ["/here/day.md", "/reports", "/a b.md"].map(PathBuf::from)
        );
    }

    #[test]
    fn a_start_with_as_many_files_as_a_command_line_holds_loses_none() {
        // 6 MB is the most that Linux takes, the names' own pointers included.
        let targets: Vec<OsString> = (0..300_000).map(|n| format!("{n:08}.md").into()).collect();
        let folder = PathBuf::from("/".to_owned() + &"a".repeat(4_000));
        let request = Request::from_arguments(targets, &folder);
        let sent = serde_json::to_vec(&request).unwrap();
        assert!(sent.len() as u64 <= crate::single::MAX_REQUEST_BYTES, "{}", sent.len());
        let received: Request = serde_json::from_slice(&sent).unwrap();
        let paths = received.into_paths();
        assert_eq!((paths.len(), &paths[299_999]), (300_000, &folder.join("00299999.md")));
    }

    #[cfg(unix)]
    #[test]
    fn a_path_that_is_no_text_reaches_the_other_window() {
        use std::os::unix::ffi::OsStringExt;
        let name = OsString::from_vec(b"\xff.md".to_vec());
        let request = Request::from_arguments(vec![name.clone()], Path::new("/reports"));
        let sent = serde_json::to_vec(&request).unwrap();
        let received: Request = serde_json::from_slice(&sent).unwrap();
        assert_eq!(received.into_paths(), [Path::new("/reports").join(name)]);
    }
}
