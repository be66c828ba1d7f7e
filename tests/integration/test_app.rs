//! A library in a temporary folder under a clock that a test sets.

use jiff::{Timestamp, ToSpan};
use paperboy_core::wire::{ImportedFile, Outcome, SortOrder};
use paperboy_core::{App, Places, User};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

/// A library of one test's own.
pub struct TestApp {
    folder: TempDir,
    clock: Arc<Mutex<Timestamp>>,
    /// Who opens it the next time.
    pub user: User,
    app: Option<Arc<App>>,
}

impl TestApp {
    /// An empty library, at noon in New York on 2026-01-15.
    pub fn new() -> Self {
        let clock = Arc::new(Mutex::new("2026-01-15T17:00:00Z".parse().unwrap()));
        let mut test =
            Self { folder: tempfile::tempdir().unwrap(), clock, user: User::default(), app: None };
        test.open().unwrap();
        test
    }

    /// The program.
    pub fn app(&self) -> &Arc<App> {
        self.app.as_ref().unwrap()
    }

    /// Where the library lies.
    pub fn library(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    /// A place for files of the test's own.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Lets days pass.
    pub fn pass_days(&self, days: i64) {
        let mut now = self.clock.lock().unwrap();
        *now = now.checked_add((days * 24).hours()).unwrap();
    }

    /// Ends the program, so that its files can be handled.
    pub fn close(&mut self) {
        if let Some(app) = self.app.take() {
            app.close();
        }
    }

    /// Restarts the program on the same library.
    pub fn open(&mut self) -> Result<(), paperboy_core::Error> {
        self.close();
        let clock = self.clock.clone();
        let places = Places { library: self.library(), logs: self.folder.path().join("logs") };
        self.app = Some(App::open_for(
            self.user.clone(),
            places,
            Arc::new(move || *clock.lock().unwrap()),
        )?);
        Ok(())
    }

    /// The program on a copy of this library, which is closed meanwhile.
    pub fn copied(&mut self) -> Self {
        self.close();
        let mut copy = Self::new();
        copy.close();
        std::fs::remove_dir_all(copy.library()).unwrap();
        copy_folder(&self.library(), &copy.library());
        self.open().unwrap();
        copy.open().unwrap();
        copy
    }

    /// Imports a text as a file of that name.
    pub fn import(&self, name: &str, text: &str) -> ImportedFile {
        let file = self.app().import_bytes(name, text.as_bytes().to_vec()).unwrap();
        self.app().wait_until_indexed().unwrap();
        file
    }

    /// Imports a day of papers and expects that to add it.
    pub fn add_day(&self, date: &str, papers: &[Paper]) {
        assert_eq!(self.import("day.md", &day(date, papers)).outcome, Outcome::Added);
    }

    /// The ids that a query finds, best first.
    pub fn hit_ids(&self, query: &str) -> Vec<String> {
        self.app()
            .search(query, SortOrder::Relevance, 0, 20)
            .unwrap()
            .hits
            .into_iter()
            .filter(|hit| !hit.looser)
            .map(|hit| hit.id)
            .collect()
    }
}

/// A paper for [`day`]: its id, its title, and the text of each section.
#[derive(Clone, Copy)]
pub struct Paper {
    pub id: &'static str,
    pub title: &'static str,
    pub domain: &'static str,
    pub contribution: &'static str,
    pub innovations: &'static str,
}

pub const TALK: Paper = Paper {
    id: "2601.00001",
    title: "Talking Heads in Real Time",
    domain: "计算机视觉 - 实时数字人",
    contribution: "把双向视频扩散模型蒸馏成自回归模型，首帧延迟降到 0.33 秒。",
    innovations: "1. **在线策略蒸馏**：只用四步生成。\n2. **KV 缓存锚点**：长时间保持身份。",
};

pub const SURGERY: Paper = Paper {
    id: "2601.00002",
    title: "World Models for Surgical Robots",
    domain: "机器人 / 手术",
    contribution: "用世界模型从无标注的手术视频中学习策略。",
    innovations: "* 由视频推出动作\n* 跨器械的策略",
};

/// A daily report in the format.
pub fn day(date: &str, papers: &[Paper]) -> String {
    let line = "=".repeat(60);
    let mut text = format!(
        "# Hugging Face Daily Papers Report\n**Date**: {date}\n**Source URL**: https://huggingface.co/papers/date/{date}\n\n{line}\n"
    );
    for Paper { id, title, domain, contribution, innovations } in papers {
        text += &format!(
            "\n## 📄 {title}\n\n- **链接**: https://huggingface.co/papers/{id}\n- **阅读来源**: HTML\n\n"
        );
        text += &format!(
            "### 1. 应用领域\n{domain}\n\n### 2. 一句话核心贡献\n{contribution}\n\n### 3. 使用指南\n见论文。\n\n"
        );
        text += &format!(
            "### 4. 主要创新点\n{innovations}\n\n### 5. 实验效果\n优于基线。\n\n\n{line}\n"
        );
    }
    text
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let place = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &place);
        } else {
            std::fs::copy(entry.path(), place).unwrap();
        }
    }
}
