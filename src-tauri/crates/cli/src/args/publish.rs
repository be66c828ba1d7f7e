//! The arguments of `publish`.

use clap::Args as ClapArgs;
use std::path::PathBuf;

/// What to publish, and where.
#[derive(Debug, ClapArgs)]
pub struct Publish {
    /// The folder to write to, or the address of one on a WebDAV server or in S3-compatible storage
    /// [default: the setting publish.folder]
    pub path: Option<PathBuf>,
    /// The user name on the server, or the access key; the password is read from stdin and kept in
    /// the system keyring
    #[arg(long, value_name = "NAME", requires = "path")]
    pub user: Option<String>,
    /// Only papers that match a query [default: for the folder in the settings, the setting
    /// publish.query; otherwise all papers]
    #[arg(long, value_name = "Q", allow_hyphen_values = true)]
    pub query: Option<String>,
    /// The title of the pages and feeds [default: for the folder in the settings, the setting
    /// publish.title; otherwise Paperboy]
    #[arg(long, value_name = "T")]
    pub title: Option<String>,
    /// The address of the folder on the web, so that feeds can link to its pages [default: for the
    /// folder in the settings, the setting publish.address]
    #[arg(long, value_name = "URL")]
    pub address: Option<String>,
}
