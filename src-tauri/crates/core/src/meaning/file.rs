//! The vectors of a library's papers on the disk: a cache beside the index. Numbers are
//! little-endian.
//!
//! ```text
//! vectors    head · for each paper: key u64 · sum of its text 16 B · length of its vector f32 ·
//!            number of its sentences u32 · its vector, a byte a number · check 8 B
//! sentences  head · for each paper, at the same place: sum of its text 16 B · the signs of 12
//!            sentences' vectors, a bit a number · check 8 B
//! state      the library's generation and the revision up to which its papers are here
//! lock       held by who writes
//!
//! head       "PBVECT02" or "PBSIGN02" · the model's id 16 B · how many numbers its vectors have u32
//! ```
//!
//! A check is the beginning of a SHA-256 over the model's id and the record. A record is used only
//! if its check holds and its sum is that of the paper's present text, so that nothing that was cut
//! off, overwritten or left by another model or library is ever taken for a paper's vector.

use paperboy_rank::{MAX_SENTENCES, PackedVector, PaperMeaning, Sketch};
use sha2::{Digest, Sha256};
use std::collections::{BinaryHeap, HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What identifies a model.
pub(super) type ModelId = [u8; 16];
/// The most numbers that a vector may have.
pub(super) const MAX_DIMENSIONS: usize = 4_096;
/// What identifies a paper's text.
pub(super) type TextSum = [u8; 16];

const VECTORS: &[u8; 8] = b"PBVECT02";
const SIGNS: &[u8; 8] = b"PBSIGN02";
const HEAD_BYTES: usize = 28;
const CHECK_BYTES: usize = 8;
/// Where the vector begins in its record.
const VECTOR_OFFSET: usize = 8 + 16 + 4 + 4;
/// About how many bytes of records are read at once.
const BLOCK_BYTES: usize = 1 << 20;
/// A state file is a line.
const MAX_STATE_BYTES: u64 = 1_000;

/// Which model the vectors are of, and how many numbers each has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    pub model: ModelId,
    pub dimensions: usize,
}

impl Kind {
    /// The length of a record in `vectors`.
    fn vector(self) -> usize {
        VECTOR_OFFSET + self.dimensions + CHECK_BYTES
    }

    /// The length of a record in `sentences`.
    fn sentences(self) -> usize {
        16 + MAX_SENTENCES * Sketch::bytes_for(self.dimensions) + CHECK_BYTES
    }

    fn head(self, magic: &[u8; 8]) -> Vec<u8> {
        [magic.as_slice(), &self.model, &(self.dimensions as u32).to_le_bytes()].concat()
    }

    /// Out of a head; `None` where that is of something else.
    fn read(head: &[u8; HEAD_BYTES], magic: &[u8; 8]) -> Option<Self> {
        let dimensions = u32::from_le_bytes(taken(head, 24)) as usize;
        let is_ours = head.starts_with(magic) && (1..=MAX_DIMENSIONS).contains(&dimensions);
        is_ours.then(|| Self { model: taken(head, 8), dimensions })
    }

    fn check(self, record: &[u8]) -> [u8; CHECK_BYTES] {
        let mut sum = Sha256::new();
        sum.update(self.model);
        sum.update(record);
        taken(&sum.finalize(), 0)
    }

    /// Whether the end of a record is the check of what is before it.
    fn is_whole(self, record: &[u8]) -> bool {
        let (record, check) = record.split_at(record.len() - CHECK_BYTES);
        check == self.check(record)
    }

    fn signs_record(self, sum: &TextSum, sketches: &[Sketch]) -> Vec<u8> {
        let mut record = sum.to_vec();
        for sketch in sketches.iter().take(MAX_SENTENCES) {
            record.extend(sketch.bytes());
        }
        record.resize(self.sentences() - CHECK_BYTES, 0);
        let check = self.check(&record);
        record.extend(check);
        record
    }

    fn signs_are_whole(self, sum: &TextSum, record: &[u8]) -> bool {
        record[..16] == sum[..] && self.is_whole(record)
    }
}

/// A paper's record.
#[derive(Clone)]
struct Record(Vec<u8>);

impl Record {
    fn new(kind: Kind, key: u64, sum: &TextSum, meaning: &PaperMeaning) -> Self {
        let mut record = vec![0; kind.vector()];
        let sentences = meaning.sketches.len().min(MAX_SENTENCES) as u32;
        record[8..24].copy_from_slice(sum);
        record[24..28].copy_from_slice(&meaning.vector.length().to_le_bytes());
        record[28..32].copy_from_slice(&sentences.to_le_bytes());
        record[VECTOR_OFFSET..VECTOR_OFFSET + kind.dimensions]
            .copy_from_slice(&meaning.vector.bytes());
        Self(record).of(kind, key)
    }

    /// The same for another key; 0: for none.
    fn of(mut self, kind: Kind, key: u64) -> Self {
        self.0[..8].copy_from_slice(&key.to_le_bytes());
        let end = self.0.len() - CHECK_BYTES;
        let check = kind.check(&self.0[..end]);
        self.0[end..].copy_from_slice(&check);
        self
    }

    fn key(&self) -> u64 {
        u64::from_le_bytes(taken(&self.0, 0))
    }

    fn sum(&self) -> TextSum {
        taken(&self.0, 8)
    }

    fn length(&self) -> f32 {
        f32::from_le_bytes(taken(&self.0, 24))
    }

    fn sentences(&self) -> usize {
        u32::from_le_bytes(taken(&self.0, 28)) as usize
    }

    fn numbers(&self) -> &[u8] {
        &self.0[VECTOR_OFFSET..self.0.len() - CHECK_BYTES]
    }
}

/// Some of the bytes, which are there.
fn taken<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let mut taken = [0; N];
    taken.copy_from_slice(&bytes[at..at + N]);
    taken
}

/// Where a record of this size begins.
fn at(slot: u64, size: usize) -> u64 {
    HEAD_BYTES as u64 + slot * size as u64
}

/// The library's generation and revision up to which the cache has its papers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct State {
    pub history: String,
    pub revision: u64,
}

impl State {
    fn read(folder: &Path, model: &ModelId) -> Option<Self> {
        let mut text = String::new();
        let file = File::open(folder.join("state")).ok()?;
        file.take(MAX_STATE_BYTES).read_to_string(&mut text).ok()?;
        let mut words = text.split_whitespace();
        let (revision, history) = (words.next()?.parse().ok()?, words.next()?.to_owned());
        let is_ours =
            words.next()? == in_hex(model) && words.next()? == "." && words.next().is_none();
        is_ours.then_some(Self { history, revision })
    }
}

fn in_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A paper whose text is near to another one.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NearPaper {
    pub key: u64,
    pub likeness: f32,
    pub sum: TextSum,
    slot: u64,
    sentences: usize,
}

/// The cache, to read. Another thread or process may write it meanwhile.
pub(super) struct Vectors {
    pub kind: Kind,
    folder: PathBuf,
    pub state: State,
}

impl Vectors {
    /// The cache in a folder; `None` where there is none of this model.
    pub fn open(folder: &Path, model: ModelId) -> Option<Self> {
        let state = State::read(folder, &model)?;
        let mut head = [0; HEAD_BYTES];
        File::open(folder.join("vectors")).ok()?.read_exact(&mut head).ok()?;
        let kind = Kind::read(&head, VECTORS).filter(|kind| kind.model == model)?;
        Some(Self { kind, folder: folder.to_owned(), state })
    }

    /// One of its files, behind its head.
    fn file(&self, name: &str, magic: &[u8; 8]) -> io::Result<Option<File>> {
        let mut file = File::open(self.folder.join(name))?;
        let mut start = [0; HEAD_BYTES];
        file.read_exact(&mut start)?;
        Ok((start[..] == self.kind.head(magic)).then_some(file))
    }

    /// Of the allowed papers those that are most like a vector, the most like first, at least as
    /// much as `least`.
    pub fn nearest(
        &self,
        to: &PackedVector,
        limit: usize,
        least: f32,
        is_allowed: &dyn Fn(u64) -> bool,
    ) -> io::Result<Vec<NearPaper>> {
        let length = to.length();
        // The least like of those kept is on top.
        let mut best: BinaryHeap<Candidate> = BinaryHeap::with_capacity(limit + 1);
        self.each(&mut |slot, record| {
            let likeness = likeness(to, length, record);
            let bar = match best.peek() {
                Some(worst) if best.len() >= limit => worst.likeness,
                _ => least,
            };
            // What is no number is not greater.
            if likeness > bar && record_key(record) != 0 && is_allowed(record_key(record)) {
                // A record that another one is writing, or that a disk has changed, is passed over.
                if self.kind.is_whole(record) {
                    best.push(Candidate { likeness, slot, record: Record(record.to_owned()) });
                    if best.len() > limit {
                        best.pop();
                    }
                }
            }
        })?;
        let mut found: Vec<NearPaper> = best.into_iter().map(Candidate::found).collect();
        found.sort_by(|a, b| b.likeness.total_cmp(&a.likeness).then(b.key.cmp(&a.key)));
        // A paper that is moved from one place to another meanwhile is met twice.
        let mut keys = HashSet::new();
        found.retain(|one| keys.insert(one.key));
        Ok(found)
    }

    /// A paper's vector and the sum of the text that it was made of.
    pub fn of(&self, key: u64) -> io::Result<Option<(PackedVector, TextSum)>> {
        let mut found = None;
        self.each(&mut |_, record| {
            if record_key(record) == key && self.kind.is_whole(record) {
                found = Some(Record(record.to_owned()));
            }
        })?;
        Ok(found.map(|record| (PackedVector::from_bytes(record.numbers()), record.sum())))
    }

    /// The place of the sentence of a paper that is nearest to a vector.
    pub fn nearest_sentence(
        &self,
        paper: &NearPaper,
        to: &PackedVector,
    ) -> io::Result<Option<usize>> {
        let Some(mut file) = self.file("sentences", SIGNS)? else { return Ok(None) };
        file.seek(SeekFrom::Start(at(paper.slot, self.kind.sentences())))?;
        let mut record = vec![0; self.kind.sentences()];
        file.read_exact(&mut record)?;
        if !self.kind.signs_are_whole(&paper.sum, &record) {
            return Ok(None);
        }
        let sketches: Vec<Sketch> = record[16..record.len() - CHECK_BYTES]
            .chunks_exact(Sketch::bytes_for(self.kind.dimensions))
            .take(paper.sentences)
            .map(Sketch::from_bytes)
            .collect();
        Ok(PaperMeaning::nearest_sentence(&sketches, to))
    }

    /// The number of papers in it.
    pub fn papers(&self) -> u64 {
        let bytes = self.folder.join("vectors").metadata().map_or(0, |data| data.len());
        bytes.saturating_sub(HEAD_BYTES as u64) / self.kind.vector() as u64
    }

    fn each(&self, see: &mut dyn FnMut(u64, &[u8])) -> io::Result<()> {
        match self.file("vectors", VECTORS)? {
            Some(mut file) => each_record(&mut file, self.kind.vector(), see),
            None => Ok(()),
        }
    }
}

/// Calls `see` for each whole record of a file from where it is, with its place; a part of one at
/// the end is none.
fn each_record(file: &mut File, size: usize, see: &mut dyn FnMut(u64, &[u8])) -> io::Result<()> {
    let mut block = vec![0; size * (BLOCK_BYTES / size)];
    let mut slot = 0;
    loop {
        let mut filled = 0;
        while filled < block.len() {
            match file.read(&mut block[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        for record in block[..filled].chunks_exact(size) {
            see(slot, record);
            slot += 1;
        }
        if filled < block.len() {
            return Ok(());
        }
    }
}

fn record_key(record: &[u8]) -> u64 {
    u64::from_le_bytes(taken(record, 0))
}

fn likeness(to: &PackedVector, length: f32, record: &[u8]) -> f32 {
    let others = f32::from_le_bytes(taken(record, 24));
    to.product(&record[VECTOR_OFFSET..record.len() - CHECK_BYTES]) as f32 / (length * others)
}

struct Candidate {
    likeness: f32,
    slot: u64,
    record: Record,
}

impl Candidate {
    fn found(self) -> NearPaper {
        NearPaper {
            key: self.record.key(),
            likeness: self.likeness,
            sum: self.record.sum(),
            slot: self.slot,
            sentences: self.record.sentences(),
        }
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}
impl Eq for Candidate {}
impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Candidate {
    /// The less like is the greater one, which a heap has on top.
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        other.likeness.total_cmp(&self.likeness)
    }
}

/// The cache, to write: by one at a time.
pub(super) struct VectorWriter {
    pub kind: Kind,
    folder: PathBuf,
    vectors: File,
    sentences: File,
    pub state: State,
    /// The places of the papers, and the sums of their texts.
    by_key: HashMap<u64, (u64, TextSum)>,
    /// The places of the texts.
    by_sum: HashMap<TextSum, u64>,
    free: Vec<u64>,
    slots: u64,
    is_changed: bool,
    _lock: File,
}

/// What a writer knew of the cache, as long as nobody else changed that: reading it all again takes
/// half a second with 100,000 papers.
pub(super) struct Remembered {
    stamp: Stamp,
    by_key: HashMap<u64, (u64, TextSum)>,
    by_sum: HashMap<TextSum, u64>,
    free: Vec<u64>,
    slots: u64,
}

/// The state of the files.
#[derive(PartialEq)]
struct Stamp {
    kind: Kind,
    state: State,
    files: [(u64, Option<SystemTime>); 3],
}

impl Stamp {
    fn of(folder: &Path, kind: Kind) -> Option<Self> {
        let file = |name: &str| {
            let data = folder.join(name).metadata().ok()?;
            Some((data.len(), data.modified().ok()))
        };
        let state = State::read(folder, &kind.model)?;
        Some(Self { kind, state, files: [file("vectors")?, file("sentences")?, file("state")?] })
    }
}

impl VectorWriter {
    /// Opens or begins the cache in a folder for a library's generation. What another model or a
    /// kill left is removed; vectors made for another generation of the library are kept, and
    /// belong to no paper until one has their text. `None` while another process writes it.
    /// `remembered` is what the last writer [knew](Self::remember).
    pub fn open(
        folder: &Path,
        kind: Kind,
        history: &str,
        remembered: Option<Remembered>,
    ) -> io::Result<Option<Self>> {
        std::fs::create_dir_all(folder)?;
        let open = |name: &str| {
            OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(folder.join(name))
        };
        let lock = open("lock")?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(std::fs::TryLockError::WouldBlock) => return Ok(None),
            Err(std::fs::TryLockError::Error(error)) => return Err(error),
        }
        let state = State::read(folder, &kind.model);
        let is_known = state.as_ref().is_some_and(|state| state.history == history);
        let mut new = Self {
            kind,
            folder: folder.to_owned(),
            vectors: open("vectors")?,
            sentences: open("sentences")?,
            state: state.filter(|_| is_known).unwrap_or_default(),
            by_key: HashMap::new(),
            by_sum: HashMap::new(),
            free: Vec::new(),
            slots: 0,
            is_changed: false,
            _lock: lock,
        };
        if !is_known {
            // Until all keys are removed, no reader may take them for this library's.
            remove(&folder.join("state"))?;
        }
        match remembered.filter(|one| Stamp::of(folder, kind).as_ref() == Some(&one.stamp)) {
            Some(Remembered { by_key, by_sum, free, slots, .. }) => {
                new = Self { by_key, by_sum, free, slots, ..new };
            }
            None => new.read()?,
        }
        if !is_known {
            let slots: Vec<u64> = new.by_sum.values().copied().collect();
            for slot in slots {
                let record = new.record(slot)?;
                new.write_record(slot, &record.of(kind, 0))?;
            }
            new.by_key.clear();
            new.state = State { history: history.to_owned(), revision: 0 };
            new.is_changed = true;
            new.commit(0)?;
        }
        Ok(Some(new))
    }

    /// What it knows, for the next one. `None` where not all is on the disk.
    pub fn remember(self) -> Option<Remembered> {
        let stamp = Stamp::of(&self.folder, self.kind).filter(|_| !self.is_changed)?;
        let Self { by_key, by_sum, free, slots, .. } = self;
        Some(Remembered { stamp, by_key, by_sum, free, slots })
    }

    /// Reads what is there. Files of another model are begun again.
    fn read(&mut self) -> io::Result<()> {
        let kind = self.kind;
        let has_head = |file: &mut File, magic| -> io::Result<bool> {
            let mut start = [0; HEAD_BYTES];
            file.seek(SeekFrom::Start(0))?;
            match file.read_exact(&mut start) {
                Ok(()) => Ok(start[..] == kind.head(magic)),
                Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
                Err(error) => Err(error),
            }
        };
        if !has_head(&mut self.vectors, VECTORS)? || !has_head(&mut self.sentences, SIGNS)? {
            remove(&self.folder.join("state"))?;
            self.state.revision = 0;
            for (file, magic) in [(&mut self.vectors, VECTORS), (&mut self.sentences, SIGNS)] {
                file.set_len(0)?;
                file.seek(SeekFrom::Start(0))?;
                file.write_all(&kind.head(magic))?;
            }
            return Ok(());
        }
        let mut whole: HashMap<u64, (u64, TextSum)> = HashMap::new();
        let mut slots = 0;
        each_record(&mut self.vectors, kind.vector(), &mut |slot, bytes| {
            slots = slot + 1;
            let record = Record(bytes.to_owned());
            if kind.is_whole(bytes) && record.length().is_finite() {
                whole.insert(slot, (record.key(), record.sum()));
            }
        })?;
        let mut whole_signs: HashMap<u64, TextSum> = HashMap::new();
        each_record(&mut self.sentences, kind.sentences(), &mut |slot, bytes| {
            let sum = taken(bytes, 0);
            if kind.signs_are_whole(&sum, bytes) {
                whole_signs.insert(slot, sum);
            }
        })?;
        self.slots = slots;
        for slot in 0..slots {
            let is_of = |(_, sum): &&(u64, TextSum)| whole_signs.get(&slot) == Some(sum);
            match whole.get(&slot).filter(is_of) {
                Some((key, sum))
                    if !self.by_sum.contains_key(sum) && !self.by_key.contains_key(key) =>
                {
                    self.by_sum.insert(*sum, slot);
                    if *key != 0 {
                        self.by_key.insert(*key, (slot, *sum));
                    }
                }
                _ => {
                    self.vectors.seek(SeekFrom::Start(at(slot, kind.vector())))?;
                    self.vectors.write_all(&vec![0; kind.vector()])?;
                    self.free.push(slot);
                }
            }
        }
        Ok(())
    }

    fn record(&mut self, slot: u64) -> io::Result<Record> {
        self.vectors.seek(SeekFrom::Start(at(slot, self.kind.vector())))?;
        let mut record = vec![0; self.kind.vector()];
        self.vectors.read_exact(&mut record)?;
        Ok(Record(record))
    }

    fn write_record(&mut self, slot: u64, record: &Record) -> io::Result<()> {
        self.is_changed = true;
        self.vectors.seek(SeekFrom::Start(at(slot, self.kind.vector())))?;
        self.vectors.write_all(&record.0)
    }

    /// Of these papers those that are not in it at all.
    pub fn missing(&self, keys: Vec<u64>) -> Vec<u64> {
        keys.into_iter().filter(|key| !self.by_key.contains_key(key)).collect()
    }

    /// Whether it has the vector of a paper's text; one that was made before, for another
    /// generation of the library, is taken over.
    pub fn has(&mut self, key: u64, sum: &TextSum) -> io::Result<bool> {
        if self.by_key.get(&key).is_some_and(|(_, known)| known == sum) {
            return Ok(true);
        }
        let Some(slot) = self.by_sum.get(sum).copied() else { return Ok(false) };
        let record = self.record(slot)?;
        if !self.kind.is_whole(&record.0) || record.sum() != *sum {
            return Ok(false);
        }
        self.leave(key)?;
        self.by_key.remove(&record.key());
        self.write_record(slot, &record.of(self.kind, key))?;
        self.by_key.insert(key, (slot, *sum));
        Ok(true)
    }

    /// Adds a paper's meaning, in the place of what it had.
    pub fn put(&mut self, key: u64, sum: &TextSum, meaning: &PaperMeaning) -> io::Result<()> {
        self.leave(key)?;
        let slot = self.free.pop().unwrap_or_else(|| {
            self.slots += 1;
            self.slots - 1
        });
        self.sentences.seek(SeekFrom::Start(at(slot, self.kind.sentences())))?;
        self.sentences.write_all(&self.kind.signs_record(sum, &meaning.sketches))?;
        self.write_record(slot, &Record::new(self.kind, key, sum, meaning))?;
        self.by_key.insert(key, (slot, *sum));
        self.by_sum.insert(*sum, slot);
        Ok(())
    }

    /// Removes what a paper had: a search must not find it twice.
    fn leave(&mut self, key: u64) -> io::Result<()> {
        if let Some((slot, sum)) = self.by_key.remove(&key) {
            self.write_record(slot, &Record(vec![0; self.kind.vector()]))?;
            self.by_sum.remove(&sum);
            self.free.push(slot);
        }
        Ok(())
    }

    /// Notes that all papers up to a revision are in it, once they are on the disk.
    pub fn commit(&mut self, revision: u64) -> io::Result<()> {
        if std::mem::take(&mut self.is_changed) {
            self.sentences.sync_data()?;
            self.vectors.sync_data()?;
        }
        self.state.revision = revision;
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        let State { history, .. } = &self.state;
        writeln!(file, "{revision} {history} {} .", in_hex(&self.kind.model))?;
        file.persist(self.folder.join("state")).map_err(|error| error.error)?;
        Ok(())
    }
}

fn remove(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
#[path = "file_tests.rs"]
mod tests;
