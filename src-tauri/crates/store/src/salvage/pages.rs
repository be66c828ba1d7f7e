//! The pages of a SQLite file, read without SQLite: SQLite stops reading a table at its first
//! damaged page, and loses all rows after that page.
//!
//! Format: <https://sqlite.org/fileformat2.html>, sections 1.3 (header), 1.5 (freelist), 1.6
//! (b-tree pages), 2.1 (records).

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// The page size of every library; used where the header is damaged.
const PAGE_BYTES: usize = 4096;
const HEADER_BYTES: usize = 100;
/// A row larger than this was never written: documents and articles are bounded far below it.
const MAX_PAYLOAD_BYTES: usize = 256 << 20;

/// The number of a page; the first is 1.
pub(super) type PageNumber = u32;

/// A database file as a row of pages.
pub(super) struct Pages {
    file: File,
    page_bytes: usize,
    count: PageNumber,
}

/// What a b-tree page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PageKind {
    TableLeaf,
    TableInterior,
    IndexLeaf,
    IndexInterior,
}

/// A b-tree page with the cells that can be found in it.
pub(super) struct TreePage {
    pub(super) kind: PageKind,
    bytes: Vec<u8>,
    /// The offset of each cell.
    cells: Vec<usize>,
    /// The child after the last cell of an interior page.
    pub(super) last_child: PageNumber,
    /// Whether the page's own header contradicts itself.
    pub(super) is_damaged: bool,
}

/// A cell of a b-tree page.
pub(super) struct Cell {
    /// The child before this cell, on interior pages.
    pub(super) child: Option<PageNumber>,
    /// The row's number, in tables.
    pub(super) rowid: i64,
    /// The record; none in the interior of tables.
    pub(super) payload: Option<Vec<u8>>,
    /// The further pages that the record fills.
    pub(super) overflow: Vec<PageNumber>,
}

impl Pages {
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let length = file.seek(SeekFrom::End(0))?;
        let mut header = [0; HEADER_BYTES];
        file.seek(SeekFrom::Start(0))?;
        let has_header = file.read_exact(&mut header).is_ok();
        let stated = match u16::from_be_bytes([header[16], header[17]]) {
            1 => 65_536,
            size => usize::from(size),
        };
        let page_bytes = if has_header && stated.is_power_of_two() && stated >= 512 {
            stated
        } else {
            PAGE_BYTES
        };
        // No library has reserved bytes at the end of its pages: their number in the header is
        // ignored, since it may be damaged.
        let count =
            PageNumber::try_from(length.div_ceil(page_bytes as u64)).unwrap_or(PageNumber::MAX);
        Ok(Self { file, page_bytes, count })
    }

    /// How many pages the file has.
    pub(super) fn count(&self) -> PageNumber {
        self.count
    }

    /// The bytes of a page; `None` where it is outside of the file or the disk does not give it.
    fn page(&mut self, number: PageNumber) -> Option<Vec<u8>> {
        if number == 0 || number > self.count {
            return None;
        }
        let mut bytes = vec![0; self.page_bytes];
        self.file.seek(SeekFrom::Start(u64::from(number - 1) * self.page_bytes as u64)).ok()?;
        // The last page of a file that was cut is filled with zeros.
        let mut filled = 0;
        while filled < bytes.len() {
            match self.file.read(&mut bytes[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
        (filled > 0).then_some(bytes)
    }

    /// The pages that no table and no index uses.
    pub(super) fn free(&mut self) -> Vec<PageNumber> {
        let mut free = Vec::new();
        let Some(first) = self.page(1) else { return free };
        let mut trunk = u32_at(&first, 32).unwrap_or(0);
        while trunk != 0 && free.len() < self.count as usize {
            let Some(bytes) = self.page(trunk) else { break };
            free.push(trunk);
            let leaves = (u32_at(&bytes, 4).unwrap_or(0) as usize).min(self.page_bytes / 4 - 2);
            free.extend((0..leaves).filter_map(|leaf| u32_at(&bytes, 8 + 4 * leaf)));
            trunk = u32_at(&bytes, 0).unwrap_or(0);
        }
        free
    }

    /// A page of a b-tree; `None` where it is none.
    pub(super) fn tree_page(&mut self, number: PageNumber) -> Option<TreePage> {
        let bytes = self.page(number)?;
        let start = if number == 1 { HEADER_BYTES } else { 0 };
        let kind = match bytes[start] {
            0x0d => PageKind::TableLeaf,
            0x05 => PageKind::TableInterior,
            0x0a => PageKind::IndexLeaf,
            0x02 => PageKind::IndexInterior,
            _ => return None,
        };
        let is_interior = matches!(kind, PageKind::TableInterior | PageKind::IndexInterior);
        let pointers = start + if is_interior { 12 } else { 8 };
        let stated = usize::from(u16_at(&bytes, start + 3)?);
        let capacity = (self.page_bytes - pointers) / 2;
        let count = stated.min(capacity);
        let cells: Vec<usize> = (0..count)
            .filter_map(|cell| u16_at(&bytes, pointers + 2 * cell))
            .map(usize::from)
            .collect();
        let is_outside = |cell: &usize| *cell < pointers + 2 * count || *cell >= self.page_bytes;
        let is_damaged = stated > capacity || cells.iter().any(is_outside);
        let last_child = if is_interior { u32_at(&bytes, start + 8)? } else { 0 };
        Some(TreePage { kind, bytes, cells, last_child, is_damaged })
    }

    /// The cells of a page; `None` in the place of each that can't be read.
    pub(super) fn cells(&mut self, page: &TreePage) -> Vec<Option<Cell>> {
        page.cells.iter().map(|&at| self.cell(page, at)).collect()
    }

    fn cell(&mut self, page: &TreePage, at: usize) -> Option<Cell> {
        let mut at = at;
        let bytes = &page.bytes[..self.page_bytes];
        let child = match page.kind {
            PageKind::TableInterior | PageKind::IndexInterior => {
                at += 4;
                Some(u32_at(bytes, at - 4)?)
            }
            PageKind::TableLeaf | PageKind::IndexLeaf => None,
        };
        if page.kind == PageKind::TableInterior {
            let rowid = varint(bytes, &mut at)?;
            return Some(Cell { child, rowid, payload: None, overflow: Vec::new() });
        }
        let length = usize::try_from(varint(bytes, &mut at)?)
            .ok()
            .filter(|&length| length <= MAX_PAYLOAD_BYTES)?;
        let rowid = if page.kind == PageKind::TableLeaf { varint(bytes, &mut at)? } else { 0 };
        let local = self.local_bytes(page.kind, length);
        let mut payload = bytes.get(at..at + local)?.to_vec();
        let mut overflow = Vec::new();
        if local < length {
            let mut next = u32_at(bytes, at + local)?;
            while payload.len() < length {
                let further = self.page(next).filter(|_| overflow.len() <= self.count as usize)?;
                overflow.push(next);
                let wanted = (length - payload.len()).min(self.page_bytes - 4);
                payload.extend_from_slice(further.get(4..4 + wanted)?);
                next = u32_at(&further, 0)?;
            }
            // The chain ends where the record does.
            if next != 0 {
                return None;
            }
        }
        Some(Cell { child, rowid, payload: Some(payload), overflow })
    }

    /// The number of bytes of a record in its cell.
    fn local_bytes(&self, kind: PageKind, length: usize) -> usize {
        let usable = self.page_bytes;
        let max =
            if kind == PageKind::TableLeaf { usable - 35 } else { (usable - 12) * 64 / 255 - 23 };
        if length <= max {
            return length;
        }
        let min = (usable - 12) * 32 / 255 - 23;
        let rest = min + (length - min) % (usable - 4);
        if rest <= max { rest } else { min }
    }
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// SQLite's number of one to nine bytes.
pub(super) fn varint(bytes: &[u8], at: &mut usize) -> Option<i64> {
    let mut value: u64 = 0;
    for n in 0..9 {
        let byte = *bytes.get(*at)?;
        *at += 1;
        if n == 8 {
            return Some((value << 8 | u64::from(byte)).cast_signed());
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte < 0x80 {
            return Some(value.cast_signed());
        }
    }
    None
}
