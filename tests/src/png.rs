//! PNG files for tests, made without a library.

/// A picture of coloured bars that differ with the seed, `width` times `height` pixels.
pub fn bars(width: u32, height: u32, seed: u32) -> Vec<u8> {
    png(width, height, |x, y| {
        let bar = (x * 8 / width.max(1)).wrapping_mul(37).wrapping_add(seed.wrapping_mul(101));
        match y * 9 > height * (bar % 8 + 1) {
            true => [255, 255, 255],
            false => [bar as u8, (bar >> 3) as u8 | 64, 200],
        }
    })
}

/// A picture of soft spots with some noise, as large in a file as a photograph is.
pub fn photograph(width: u32, height: u32, seed: u32) -> Vec<u8> {
    let mut noise = seed | 1;
    let spots: Vec<[f32; 3]> = (0..9_u32)
        .map(|n| {
            let turned = seed.wrapping_add(n).wrapping_mul(2_654_435_761);
            [(turned >> 20) as f32 / 4096.0, (turned & 4095) as f32 / 4096.0, (n % 3) as f32]
        })
        .collect();
    png(width, height, |x, y| {
        noise ^= noise << 13;
        noise ^= noise >> 17;
        noise ^= noise << 5;
        let (x, y) = (x as f32 / width as f32, y as f32 / height as f32);
        let mut colour = [60.0; 3];
        for [left, top, channel] in &spots {
            let away = (x - left).powi(2) + (y - top).powi(2);
            colour[*channel as usize] += 90.0 / (1.0 + 40.0 * away);
        }
        colour.map(|part| (part + (noise & 15) as f32).min(255.0) as u8)
    })
}

/// A picture of one colour.
pub fn blank(width: u32, height: u32) -> Vec<u8> {
    png(width, height, |_, _| [250, 250, 250])
}

/// A file of a few bytes that says it has so many pixels.
pub fn claiming(width: u32, height: u32) -> Vec<u8> {
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, 2, 0, 0, 0]);
    file(head, vec![0x78, 0x01, 1, 0, 0, 0xff, 0xff, 0, 0, 0, 1])
}

/// A PNG whose pixels are not compressed.
fn png(width: u32, height: u32, mut pixel: impl FnMut(u32, u32) -> [u8; 3]) -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..height {
        rows.push(0);
        (0..width).for_each(|x| rows.extend(pixel(x, y)));
    }
    let mut packed = vec![0x78, 0x01];
    let mut blocks = rows.chunks(65_535).peekable();
    while let Some(block) = blocks.next() {
        let length = block.len() as u16;
        packed.push(u8::from(blocks.peek().is_none()));
        packed.extend(length.to_le_bytes());
        packed.extend((!length).to_le_bytes());
        packed.extend(block);
    }
    packed.extend(adler(&rows).to_be_bytes());
    let mut head = [width.to_be_bytes(), height.to_be_bytes()].concat();
    head.extend([8, 2, 0, 0, 0]);
    file(head, packed)
}

fn file(head: Vec<u8>, packed: Vec<u8>) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [(b"IHDR", head), (b"IDAT", packed), (b"IEND", Vec::new())] {
        let named = [&kind[..], &data].concat();
        file.extend((data.len() as u32).to_be_bytes());
        file.extend(&named);
        file.extend(crc(&named).to_be_bytes());
    }
    file
}

fn adler(bytes: &[u8]) -> u32 {
    let (a, b) = bytes.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65_521;
        (a, (b + a) % 65_521)
    });
    b << 16 | a
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            sum >> 1 ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    })
}
