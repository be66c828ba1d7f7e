//! A place for files that loses, delays and repeats.

use crate::device::Failed;
use crate::random::Random;
use paperboy_sync::{Listed, Remote};
use std::collections::BTreeMap;

#[derive(Default)]
pub(crate) struct Server {
    files: BTreeMap<String, Vec<u8>>,
    /// In the order in which they came.
    order: Vec<String>,
    /// Written, but not to be seen yet.
    late: Vec<(String, Vec<u8>)>,
    halves: Vec<String>,
    /// What goes wrong with the next request of its kind.
    fault: Option<Fault>,
    /// How many requests are answered before the connection breaks.
    pub(crate) fuse: Option<u64>,
}

#[derive(Clone, Copy)]
enum Fault {
    /// Success is reported, and nothing is kept.
    LostPut,
    /// Success is reported, and the file comes later, perhaps after it was removed.
    LatePut,
    /// Half of the file is kept, and the connection breaks.
    HalfPut,
    /// The file is kept, and the connection breaks before the answer.
    UnansweredPut,
    /// The list lacks the newest files.
    OldList(usize),
}

impl Server {
    pub(crate) fn begin(&mut self, with_faults: bool, random: &mut Random) {
        self.fault = with_faults.then(|| match random.below(5) {
            0 => Fault::LostPut,
            1 => Fault::LatePut,
            2 => Fault::HalfPut,
            3 => Fault::UnansweredPut,
            _ => Fault::OldList(random.between(1, 3) as usize),
        });
    }

    /// A late file may come.
    pub(crate) fn deliver(&mut self, random: &mut Random) {
        if !self.late.is_empty() && random.one_in(4) {
            let (name, bytes) = self.late.swap_remove(0);
            // Sometimes more than once.
            if random.one_in(4) {
                self.late.push((name.clone(), bytes.clone()));
            }
            self.keep(&name, bytes);
        }
    }

    pub(crate) fn deliver_all(&mut self) {
        for (name, bytes) in std::mem::take(&mut self.late) {
            self.keep(&name, bytes);
        }
    }

    pub(crate) fn lose_a_file(&mut self, random: &mut Random) -> Option<String> {
        let at = random.below(self.files.len() as u64) as usize;
        let name = self.files.keys().nth(at).cloned()?;
        self.files.remove(&name);
        Some(name)
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.files.keys().cloned().collect()
    }

    pub(crate) fn has_halves(&self) -> bool {
        self.halves.iter().any(|name| self.files.contains_key(name))
    }

    fn keep(&mut self, name: &str, bytes: Vec<u8>) {
        self.order.retain(|other| other != name);
        self.order.push(name.to_owned());
        self.files.insert(name.to_owned(), bytes);
    }

    fn burn(&mut self) -> Result<(), Failed> {
        match &mut self.fuse {
            Some(0) => Err(Failed::Interrupted),
            Some(left) => {
                *left -= 1;
                Ok(())
            }
            None => Ok(()),
        }
    }
}

impl Remote for Server {
    type Error = Failed;

    fn max_removals(&self, _superfluous: usize) -> usize {
        2
    }

    fn list(&mut self) -> Result<Vec<Listed>, Failed> {
        self.burn()?;
        let hidden: Vec<String> = match self.fault {
            Some(Fault::OldList(most)) => self.order.iter().rev().take(most).cloned().collect(),
            _ => Vec::new(),
        };
        let listed = |(name, bytes): (&String, &Vec<u8>)| Listed {
            name: name.clone(),
            bytes: bytes.len() as u64,
        };
        let files = self.files.iter().filter(|(name, _)| !hidden.contains(name)).map(listed);
        let others = ["paperboy-sync.json", ".syncthing.a.pbs.tmp", "a.sync-conflict-1.pbs"];
        let others = others.map(|name| Listed { name: name.to_owned(), bytes: 3 });
        Ok(files.chain(others).collect())
    }

    fn get(&mut self, name: &str, _max_bytes: u64) -> Result<Option<Vec<u8>>, Failed> {
        self.burn()?;
        Ok(self.files.get(name).cloned())
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Failed> {
        self.burn()?;
        assert!(!self.files.contains_key(name), "no file is written twice");
        match self.fault.take() {
            Some(Fault::LostPut) => Ok(()),
            Some(Fault::LatePut) => {
                self.late.push((name.to_owned(), bytes.to_vec()));
                Ok(())
            }
            Some(Fault::HalfPut) => {
                self.halves.push(name.to_owned());
                self.keep(name, bytes[..bytes.len() / 2].to_vec());
                Err(Failed::Interrupted)
            }
            Some(Fault::UnansweredPut) => {
                self.keep(name, bytes.to_vec());
                Err(Failed::Interrupted)
            }
            Some(Fault::OldList(_)) | None => {
                self.keep(name, bytes.to_vec());
                Ok(())
            }
        }
    }

    fn remove(&mut self, name: &str) -> Result<(), Failed> {
        self.burn()?;
        self.files.remove(name);
        Ok(())
    }
}
