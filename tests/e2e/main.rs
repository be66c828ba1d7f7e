//! The real window: the built program under Xvfb, driven through WebKitWebDriver as a user would.
//!
//! `make e2e` builds what it needs. The tests run one after another: a screen holds one window.

mod access;
mod axe;
mod backups;
mod blank;
mod bus;
mod desktop;
mod fetch;
mod figures;
mod first_day;
mod fonts;
mod freezing;
mod health;
mod highlights;
mod home;
mod hostile;
mod keeping;
mod meaning;
mod network;
mod outcomes;
mod outin;
mod painting;
mod palette;
mod pictured;
mod pictures;
mod safety;
mod screen;
mod search;
mod secrets;
mod speech;
mod stage;
mod start;
mod sync;
mod taste;
mod watch;
mod window;
mod write;
