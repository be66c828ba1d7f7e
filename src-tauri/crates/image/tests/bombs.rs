//! PNG files of a few hundred kilobytes that unpack to hundreds of megabytes: each costs bounded
//! memory. A program of its own, whose memory nothing else takes.
#![allow(clippy::unwrap_used)]

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use paperboy_image::{Unreadable, render};
use std::io::Write;

/// How much the bombs unpack to.
const UNPACKED: usize = 400_000_000;
/// No image may take more memory, in bytes.
const MAX_MEMORY: u64 = 560 << 20;
const GREY: u8 = 0;
const RGBA: u8 = 6;

fn chunk(png: &mut Vec<u8>, kind: [u8; 4], data: &[u8]) {
    png.extend(u32::try_from(data.len()).unwrap().to_be_bytes());
    png.extend(kind);
    png.extend(data);
    let mut crc = Crc::new();
    crc.update(&kind);
    crc.update(data);
    png.extend(crc.sum().to_be_bytes());
}

/// So many zero bytes, packed.
fn zeros(mut left: usize) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    let block = [0; 1 << 16];
    while left > 0 {
        let now = left.min(block.len());
        packed.write_all(&block[..now]).unwrap();
        left -= now;
    }
    packed.finish().unwrap()
}

/// A PNG with pixels of this kind, another chunk, and so many bytes of pixels.
fn png(
    (width, height): (u32, u32),
    (depth, kind): (u8, u8),
    other: Option<([u8; 4], &[u8])>,
    bytes: usize,
) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    chunk(&mut png, *b"IHDR", &[sides.as_slice(), &[depth, kind, 0, 0, 0]].concat());
    if let Some((name, data)) = other {
        chunk(&mut png, name, data);
    }
    chunk(&mut png, *b"IDAT", &zeros(bytes));
    chunk(&mut png, *b"IEND", &[]);
    png
}

/// The most memory that this process has taken, where the system says so.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kib| kib << 10)
}

#[test]
fn what_unpacks_to_hundreds_of_megabytes_takes_bounded_memory() {
    let packed = zeros(UNPACKED);
    let profile = [b"a\0\0".as_slice(), &packed].concat();
    let text = [b"Comment\0\0".as_slice(), &packed].concat();
    let small = 100 * 101;
    // At most 256 MB of pixels are decoded.
    let cases = [
        ("grey, 400 MB", png((20_000, 20_000), (8, GREY), None, UNPACKED), true),
        ("RGBA of 16 bits, 318 MB", png((6_300, 6_300), (16, RGBA), None, 317_526_300), true),
        ("pixels that go on", png((100, 100), (8, GREY), None, UNPACKED), false),
        ("a profile", png((100, 100), (8, GREY), Some((*b"iCCP", &profile)), small), false),
        ("a text", png((100, 100), (8, GREY), Some((*b"zTXt", &text)), small), false),
        ("the largest that is read", png((5_600, 5_600), (16, RGBA), None, 250_885_600), false),
    ];
    for (name, file, is_refused) in cases {
        let packed = file.len() >> 10;
        let came = render(&file);
        println!(
            "{name}: {packed} KB; {:?}; {:?} MB",
            came.as_ref().err(),
            peak().map(|peak| peak >> 20)
        );
        if is_refused {
            assert_eq!(came, Err(Unreadable::TooLarge), "{name}");
        }
        assert!(peak().is_none_or(|peak| peak < MAX_MEMORY), "{name}");
    }
}
