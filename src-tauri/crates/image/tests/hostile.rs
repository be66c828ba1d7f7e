//! Images made to break a program that shows them: each is refused with its reason, within bounds.
#![allow(clippy::unwrap_used)]

use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use paperboy_image::{SafeImage, Unreadable, render, render_again};
use proptest::prelude::*;
use std::io::Cursor;

fn encoded(pixels: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    pixels.into().write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

fn gradient(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| Rgb([(x % 256) as u8, (y % 256) as u8, 90]))
}

fn decoded(image: &SafeImage) -> RgbImage {
    image::load_from_memory_with_format(&image.text.bytes, ImageFormat::WebP).unwrap().into_rgb8()
}

/// The head of a PNG that says it has so many pixels.
fn png_head(width: u32, height: u32) -> Vec<u8> {
    let mut png = encoded(gradient(1, 1), ImageFormat::Png);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = !png[12..29].iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            sum >> 1 ^ (0xedb8_8320 & (sum & 1).wrapping_neg())
        })
    });
    png[29..33].copy_from_slice(&crc.to_be_bytes());
    png
}

fn svg(inside: &str) -> Vec<u8> {
    format!(r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="320" height="200">{inside}</svg>"#).into_bytes()
}

#[test]
fn every_format_is_read_by_its_content_and_comes_out_as_webp() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
        let image = render(&encoded(gradient(300, 200), format)).unwrap();
        assert_eq!((image.width, image.height, image.is_blank), (300, 200, false), "{format:?}");
        assert_eq!((image.text.width, image.text.height), (300, 200), "{format:?}");
        for file in [&image.text, &image.card] {
            assert!(file.bytes.starts_with(b"RIFF") && &file.bytes[8..12] == b"WEBP", "{format:?}");
        }
    }
}

#[test]
fn large_images_are_made_as_small_as_they_are_shown() {
    let image = render(&encoded(gradient(3000, 1500), ImageFormat::Png)).unwrap();
    assert_eq!((image.width, image.height), (3000, 1500));
    assert_eq!((image.text.width, image.text.height), (1440, 720));
    assert_eq!((image.card.width, image.card.height), (480, 240));
    let tall = render(&encoded(gradient(100, 4000), ImageFormat::Png)).unwrap();
    assert_eq!((tall.text.width, tall.text.height), (45, 1800));
}

#[test]
fn what_is_transparent_is_white() {
    let mut pixels = RgbaImage::from_pixel(300, 200, Rgba([0, 0, 0, 0]));
    assert!(render(&encoded(pixels.clone(), ImageFormat::Png)).unwrap().is_blank);
    for x in 0..150 {
        (0..200).for_each(|y| pixels.put_pixel(x, y, Rgba([0, 0, 0, 255])));
    }
    let image = render(&encoded(pixels, ImageFormat::Png)).unwrap();
    let shown = decoded(&image);
    assert!(!image.is_blank);
    assert_eq!((shown.get_pixel(20, 20).0, shown.get_pixel(280, 20).0), ([0; 3], [255; 3]));
}

#[test]
fn an_image_of_one_colour_is_blank() {
    let pixels = RgbImage::from_pixel(300, 200, Rgb([240, 241, 240]));
    assert!(render(&encoded(pixels, ImageFormat::Png)).unwrap().is_blank);
}

#[test]
fn too_many_pixels_are_refused_before_they_are_decoded() {
    for (width, height) in [(100_000, 100_000), (20_000, 20_000), (1, 30_000), (u32::MAX / 2, 2)] {
        assert_eq!(render(&png_head(width, height)), Err(Unreadable::TooLarge), "{width}x{height}");
    }
    assert_eq!(render(&vec![0; 21 << 20]), Err(Unreadable::TooLarge));
}

#[test]
fn what_is_no_image_is_refused() {
    let page = b"<!DOCTYPE html><html><body>Just a moment...</body></html>";
    let declared = b"<?xml version=\"1.0\"?><!-- <svg/> --><!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0//EN\" \"x\"><html><svg/></html>";
    let cases: [(&str, &[u8], Unreadable); 12] = [
        ("nothing", b"", Unreadable::NotAnImage),
        ("a page", page, Unreadable::NotAnImage),
        ("a page of XML", declared, Unreadable::NotAnImage),
        ("a page without a type", b"<html><svg></svg></html>", Unreadable::NotAnImage),
        ("a page after a remark", b"<!-- a gatekeeper --><html>", Unreadable::NotAnImage),
        (
            "an answer in XML",
            b"<?xml version=\"1.0\"?><Error><Code>503</Code></Error>",
            Unreadable::NotAnImage,
        ),
        ("a text", b"Not found", Unreadable::NotAnImage),
        ("a PDF", b"%PDF-1.4\n1 0 obj", Unreadable::NotAnImage),
        ("a BMP", b"BM\x00\x00\x00\x00\x00\x00\x00\x00\x36\x00\x00\x00", Unreadable::NotAnImage),
        ("a TIFF", b"II*\x00\x08\x00\x00\x00", Unreadable::NotAnImage),
        ("a signature alone", b"\x89PNG\r\n\x1a\n", Unreadable::Damaged),
        ("a broken drawing", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><g>", Unreadable::Damaged),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(render(bytes), Err(expected), "{name}");
    }
}

#[test]
fn a_drawing_is_known_by_its_first_element() {
    let drawing = String::from_utf8(svg(r#"<rect width="99" height="99"/>"#)).unwrap();
    let own = r#"<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "a>b" [ <!ENTITY ns "it's > ]"> <!-- it's ]> --> ]>"#;
    let before = [
        "\u{feff}  ",
        "<?xml version=\"1.0\"?>\n<!-- made > by -- an editor -->\n",
        "<!doctype svg>",
        own,
    ];
    for before in before {
        // What is between the dashes of a remark is not always allowed in XML.
        let read = render(format!("{before}{drawing}").as_bytes());
        assert_ne!(read, Err(Unreadable::NotAnImage), "{before}");
    }
    let prefixed = r#"<s:svg xmlns:s="http://www.w3.org/2000/svg" width="320" height="200"><s:rect width="99" height="99"/></s:svg>"#;
    assert_eq!(render(prefixed.as_bytes()).unwrap().width, 320);
}

#[test]
fn a_file_that_is_cut_off_is_never_shown_in_part() {
    for format in [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif] {
        let whole = encoded(gradient(200, 160), format);
        for part in [1, 2, 3] {
            let cut = &whole[..whole.len() * part / 4];
            assert!(render(cut).is_err(), "{format:?} {part}/4");
        }
    }
    let whole = encoded(photograph(400, 300, 5), ImageFormat::Jpeg);
    assert_eq!(render(&whole[..whole.len() - 2]), Err(Unreadable::Damaged), "without its end");
    // A preview in the head of a file has an end of its own.
    let preview = [&[0xff, 0xe1, 0, 10, b'E', b'x', b'i', b'f'][..], &[0xff, 0xd8, 0xff, 0xd9]];
    let with_preview = [&whole[..2], &preview.concat(), &whole[2..]].concat();
    assert!(render(&with_preview).is_ok());
    assert_eq!(render(&with_preview[..with_preview.len() / 2]), Err(Unreadable::Damaged));
    assert!(render(&[&whole[..], b"what a camera adds"].concat()).is_ok());
}

#[test]
fn a_drawing_is_drawn_with_its_labels_left_to_the_fonts() {
    let image = render(&svg(r##"<g stroke="#000" fill="#9cf"><rect x="10" y="30" width="80" height="60"/></g><text x="30" y="64">A</text>"##)).unwrap();
    assert_eq!((image.width, image.height), (320, 200));
    assert_eq!((image.text.width, image.text.height), (640, 400), "for double density");
    let shown = decoded(&image);
    assert_eq!(
        (shown.get_pixel(40, 160).0, shown.get_pixel(600, 20).0),
        ([0x99, 0xcc, 0xff], [255; 3])
    );
}

/// Drawings that name a file of this machine or another host, or run something: what they would
/// bring is not there.
#[test]
fn a_drawing_loads_and_runs_nothing() {
    let red = std::env::temp_dir().join(format!("paperboy-{}.png", std::process::id()));
    std::fs::write(&red, encoded(RgbImage::from_pixel(32, 32, Rgb([255, 0, 0])), ImageFormat::Png))
        .unwrap();
    let path = red.display();
    let shape = r##"<rect width="20" height="20" fill="#00f"/>"##;
    let attempts = [
        format!(r#"<image x="100" width="100" height="100" href="{path}"/>"#),
        format!(r#"<image x="100" width="100" height="100" xlink:href="file://{path}"/>"#),
        r#"<image x="100" width="100" height="100" href="http://127.0.0.1:9/x.png"/>"#.to_owned(),
        format!(r#"<use x="100" href="{path}#a"/>"#),
        format!(r#"<style>@import url("file://{path}"); rect {{ fill: url(file://{path}) }}</style>"#),
        r#"<script>alert(1)</script><foreignObject width="200" height="200"><body xmlns="http://www.w3.org/1999/xhtml"><img src="file:///etc/passwd"/></body></foreignObject>"#.to_owned(),
        r#"<rect x="100" width="10" height="10" onload="alert(1)" fill="none"/>"#.to_owned(),
        r#"<animate attributeName="x" from="0" to="100"/><set attributeName="fill" to="red"/>"#.to_owned(),
    ];
    for attempt in attempts {
        let image = render(&svg(&format!("{shape}{attempt}"))).unwrap();
        let shown = decoded(&image);
        assert_eq!(shown.get_pixel(10, 10).0, [0, 0, 255], "{attempt}");
        let strange =
            shown.enumerate_pixels().filter(|(x, _, pixel)| *x > 60 && pixel.0 != [255; 3]);
        assert_eq!(strange.count(), 0, "{attempt}");
    }
    let entity = format!(
        r#"<!DOCTYPE svg [<!ENTITY x SYSTEM "file://{path}">]><svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><text>&x;</text>{shape}</svg>"#
    );
    if let Ok(image) = render(entity.as_bytes()) {
        assert!(decoded(&image).pixels().all(|pixel| pixel.0 != [255, 0, 0]));
    }
    std::fs::remove_file(red).unwrap();
}

#[test]
fn a_drawing_of_an_editor_with_its_own_attributes_is_drawn() {
    let drawing = r##"<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<svg width="320" height="200" viewBox="0 0 320 200" version="1.1" id="svg5" inkscape:version="1.2.2" sodipodi:docname="a.svg" sodipodi:version="0.32"
   xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
   xmlns:xlink="http://www.w3.org/1999/xlink" xmlns="http://www.w3.org/2000/svg" xmlns:svg="http://www.w3.org/2000/svg">
  <sodipodi:namedview id="namedview7" pagecolor="#ffffff" inkscape:zoom="0.74"/>
  <defs id="defs2"><inkscape:path-effect effect="skeletal" id="pe"/><rect id="r" width="40" height="40"/></defs>
  <g inkscape:label="Layer 1" inkscape:groupmode="layer" id="layer1" label="mine">
    <path sodipodi:type="arc" type="x" d="M 10,10 H 90 V 90 H 10 Z" inkscape:connector-curvature="0" style="fill:#ff0000" sodipodi:style="none"/>
    <use href="#r" xlink:href="#r" x="200" y="100" fill="#00f"/>
    <text xml:space="preserve" space="x" x="9" y="190">A</text>
  </g>
</svg>"##;
    let image = render(drawing.as_bytes()).unwrap();
    let shown = decoded(&image);
    assert_eq!(shown.get_pixel(100, 100).0, [255, 0, 0]);
    assert_eq!(shown.get_pixel(440, 240).0, [0, 0, 255]);
}

/// As a photograph is: no two pixels are equal, and neighbours are alike.
fn photograph(width: u32, height: u32, seed: u32) -> RgbImage {
    let mut state = seed | 1;
    let mut random = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        f64::from(state % 1000) / 1000.0
    };
    // Noise of several sizes on top of one another, the coarse the stronger.
    let layers: Vec<(f64, Vec<[f64; 3]>)> = (0..7)
        .map(|layer| {
            let cells = 3 << layer;
            let grid = (0..(cells + 1) * (cells + 1)).map(|_| [random(), random(), random()]);
            (f64::from(cells), grid.collect())
        })
        .collect();
    RgbImage::from_fn(width, height, |x, y| {
        let mut sum = [12.0; 3];
        for (layer, (cells, grid)) in layers.iter().enumerate() {
            let (u, v) =
                (f64::from(x) / f64::from(width) * cells, f64::from(y) / f64::from(height) * cells);
            let (left, top) = (u.floor(), v.floor());
            let at = |x: f64, y: f64| grid[(y * (cells + 1.0) + x) as usize];
            for (channel, sum) in sum.iter_mut().enumerate() {
                let mix = |a: f64, b: f64, t: f64| a + (b - a) * t;
                let upper = mix(at(left, top)[channel], at(left + 1.0, top)[channel], u - left);
                let lower =
                    mix(at(left, top + 1.0)[channel], at(left + 1.0, top + 1.0)[channel], u - left);
                *sum += mix(upper, lower, v - top) * 120.0 / f64::from(1 << layer);
            }
        }
        Rgb(sum.map(|value| (value + random() * 3.0) as u8))
    })
}

/// As a diagram is: boxes, lines and small marks in a few colours.
fn diagram(width: u32, height: u32, seed: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let (cell_x, cell_y) = (x / 160, y / 120);
        let (in_x, in_y) = (x % 160, y % 120);
        let is_box = (20..140).contains(&in_x) && (20..100).contains(&in_y);
        let is_edge = is_box && !((23..=136).contains(&in_x) && (23..=96).contains(&in_y));
        let letter =
            (in_x / 4 * 7 + in_y / 6 * 13 + cell_x * 31 + cell_y * 17 + seed).is_multiple_of(5);
        let is_text = is_box && (45..75).contains(&in_y) && in_y % 12 < 8 && letter;
        match (is_edge || is_text || in_y == 60 && !is_box, is_box) {
            (true, _) => Rgb([20, 20, 30]),
            (_, true) => Rgb([200, 220 - (cell_x * 9 % 60) as u8, 255 - (cell_y * 20 % 90) as u8]),
            _ => Rgb([255; 3]),
        }
    })
}

/// The figures on a day's thirty cards take 3 MB.
#[test]
fn the_images_of_a_day_are_small_and_diagrams_stay_sharp() {
    let mut bytes = 0;
    for n in 0..5 {
        let mixed = |seed| {
            let mut page = diagram(1600, 900, seed);
            image::imageops::replace(&mut page, &photograph(500, 400, seed), 700, 300);
            page
        };
        let drawn = diagram(1800, 1000, n);
        for pixels in [photograph(1600, 1000, n + 1), mixed(n + 7), diagram(1440, 700, n), drawn] {
            let image = render(&encoded(pixels, ImageFormat::Png)).unwrap();
            assert!(image.text.bytes.len() < 180_000, "{} bytes", image.text.bytes.len());
            assert!(image.card.bytes.len() < 40_000, "{} bytes", image.card.bytes.len());
            bytes += image.text.bytes.len() + image.card.bytes.len();
        }
    }
    println!("a day's thirty figures take {:.2} MB", bytes as f64 * 1.5 / 1e6);
    assert!(bytes * 3 / 2 <= 3_000_000, "{bytes} bytes for twenty figures");
    // What has its size stays as it was drawn, to the pixel.
    let own = diagram(1440, 700, 3);
    let image = render(&encoded(own.clone(), ImageFormat::Png)).unwrap();
    assert_eq!(decoded(&image), own);
}

#[test]
fn the_file_for_a_text_is_an_image_again_and_nothing_else_is() {
    let (sharp, photo) = (diagram(1440, 700, 3), photograph(1600, 1000, 5));
    for pixels in [sharp.clone(), photo] {
        let image = render(&encoded(pixels, ImageFormat::Png)).unwrap();
        let again = render_again(&image.text.bytes).unwrap();
        assert!(again.text.bytes.len() < image.text.bytes.len() * 2);
        assert_eq!((again.width, again.height), (image.text.width, image.text.height));
        assert_eq!(again.is_blank, image.is_blank);
        let cut = &image.text.bytes[..image.text.bytes.len() / 2];
        assert_eq!(render_again(cut), Err(Unreadable::Damaged));
    }
    let drawn = render(&encoded(sharp.clone(), ImageFormat::Png)).unwrap();
    assert_eq!(decoded(&render_again(&drawn.text.bytes).unwrap()), sharp, "to the pixel");
    for (file, why) in [
        (encoded(sharp, ImageFormat::Png), Unreadable::NotAnImage),
        (svg("<script>alert(1)</script><rect width='9' height='9'/>"), Unreadable::NotAnImage),
        (encoded(gradient(1441, 20), ImageFormat::WebP), Unreadable::TooLarge),
        (encoded(gradient(20, 1801), ImageFormat::WebP), Unreadable::TooLarge),
        (encoded(gradient(6000, 6000), ImageFormat::WebP), Unreadable::TooLarge),
        (encoded(gradient(1, 40), ImageFormat::WebP), Unreadable::Damaged),
        (Vec::new(), Unreadable::NotAnImage),
    ] {
        assert_eq!(render_again(&file), Err(why));
    }
}

#[test]
fn images_within_a_drawing_are_decoded_like_others() {
    let data = |bytes: &[u8]| {
        use base64::Engine;
        let data = base64::prelude::BASE64_STANDARD.encode(bytes);
        svg(&format!(
            r#"<rect width="40" height="40"/><image x="100" y="50" width="100" height="100" href="data:image/png;base64,{data}"/>"#
        ))
    };
    let red = encoded(RgbImage::from_pixel(32, 32, Rgb([255, 0, 0])), ImageFormat::Jpeg);
    let shown = decoded(&render(&data(&red)).unwrap());
    let [red, green, blue] = shown.get_pixel(300, 200).0;
    assert!(red > 240 && green < 20 && blue < 20, "{:?}", (red, green, blue));
    // A bomb is left out, and the rest is drawn.
    let shown = decoded(&render(&data(&png_head(100_000, 100_000))).unwrap());
    assert_eq!((shown.get_pixel(20, 20).0, shown.get_pixel(300, 200).0), ([0; 3], [255; 3]));
}

#[test]
fn drawings_made_to_grow_are_refused() {
    let doubling: String = (0..40)
        .map(|n| format!(r##"<g id="n{}"><use href="#n{n}"/><use href="#n{n}"/></g>"##, n + 1))
        .collect();
    let cases = [
        (
            "doubling",
            format!(r##"<rect id="n0" width="9" height="9"/>{doubling}<use href="#n40"/>"##),
        ),
        ("itself", r##"<g id="a"><use href="#a"/><rect width="9" height="9"/></g>"##.to_owned()),
        ("in turn", r##"<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>"##.to_owned()),
        ("many", "<rect width=\"9\" height=\"9\"/>".repeat(160_000)),
        ("deep", format!("{}<rect/>{}", "<g>".repeat(5_000), "</g>".repeat(5_000))),
    ];
    for (name, inside) in cases {
        assert_eq!(render(&svg(&inside)), Err(Unreadable::TooComplex), "{name}");
    }
    let million = "<g/>".repeat(1_000_000);
    assert_eq!(render(&svg(&million)), Err(Unreadable::TooComplex));
    let lol: String = (0..12)
        .map(|n| format!("<!ENTITY l{} \"{}\">", n + 1, format!("&l{n};").repeat(10)))
        .collect();
    let laughs = format!(
        r#"<!DOCTYPE svg [<!ENTITY l0 "lol">{lol}]><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>&l12;</text></svg>"#
    );
    assert_eq!(render(laughs.as_bytes()), Err(Unreadable::TooComplex));
}

/// An editor's entities, which stand for addresses, are read.
#[test]
fn an_entity_stands_for_few_words_and_for_no_other_entity() {
    let drawing = |declared: &str, used: &str| {
        format!(
            r#"<!DOCTYPE svg [{declared}]><svg xmlns="http://www.w3.org/2000/svg" width="300" height="200" {used}><rect width="99" height="99"/></svg>"#
        )
    };
    let render = |drawing: &str| render(drawing.as_bytes());
    let address = r#"<!ENTITY ns "http://ns.adobe.com/Graphs/1.0/">"#;
    assert!(render(&drawing(address, r#"xmlns:graph="&ns;""#)).is_ok());
    let other = r#"<!ENTITY a "aaaa"><!ENTITY b '&a;&a;'>"#;
    let long = format!(r#"<!ENTITY a "{}">"#, "x".repeat(2_000));
    let kilobyte = format!(r#"<!ENTITY a "{}">"#, "x".repeat(1_000));
    let often = format!("class=\"{}\"", "&a;".repeat(100_000));
    for (declared, used) in
        [(other, "class=\"&b;\""), (&long, "class=\"&a;\""), (&kilobyte, &often)]
    {
        assert_eq!(render(&drawing(declared, used)), Err(Unreadable::TooComplex), "{declared:.40}");
    }
}

/// What is refused would take minutes each.
#[test]
fn a_drawing_that_would_take_minutes_is_refused_before_it_is_begun() {
    let dashed = r##"<path stroke="#000" stroke-dasharray=".01 .01" d="M0 0H300"/>"##;
    let dashes = dashed.replace("<path ", "<path transform='scale(.5)' ").repeat(800);
    let areas = r#"<rect width="320" height="200" opacity=".5"/>"#.repeat(4_500);
    let filled = r#"<rect width="320" height="200"/>"#.repeat(17_000);
    let styled = format!(
        "<style>path {{ stroke-dasharray: .001 }}</style>{}",
        r##"<path stroke="#000" d="M0 0H300V200H0z"/>"##.repeat(50)
    );
    for (name, inside) in
        [("dashes", dashes), ("layers", areas), ("areas", filled), ("styled", styled)]
    {
        assert_eq!(render(&svg(&inside)), Err(Unreadable::TooComplex), "{name}");
    }
    // A plot with hundreds of dashed lines and marks is drawn.
    let plot = r##"<path stroke="#000" fill="none" stroke-dasharray="3 2" d="M0 0L300 200"/><circle cx="9" cy="9" r="2"/>"##;
    assert!(render(&svg(&plot.repeat(200))).is_ok());
}

#[test]
fn a_pattern_of_any_size_and_long_entities_take_no_memory() {
    let pattern = r##"<pattern id="p" patternUnits="userSpaceOnUse" width="200000" height="200000"><rect width="9" height="9"/></pattern><rect width="300" height="200" fill="url(#p)"/><rect width="9" height="9"/>"##;
    assert!(render(&svg(pattern)).is_ok());
    let long = "x".repeat(1 << 20);
    let entities = format!(
        r#"<!DOCTYPE svg [<!ENTITY a "{long}">]><svg xmlns="http://www.w3.org/2000/svg" width="300" height="200" class="{}"><rect width="99" height="99"/></svg>"#,
        "&a;".repeat(100_000)
    );
    assert_eq!(render(entities.as_bytes()).err(), Some(Unreadable::TooComplex));
    let path = "M0 0L9 9".repeat(100_000);
    let used = format!(
        r##"<defs><path id="d" d="{path}"/></defs>{}"##,
        r##"<use href="#d"/>"##.repeat(50_000)
    );
    assert_eq!(render(&svg(&used)).err(), Some(Unreadable::TooComplex));
}

#[test]
fn layers_filters_and_patterns_take_bounded_memory() {
    let layers = format!(
        r#"{}<rect width="90" height="90"/>{}"#,
        r#"<g opacity="0.99" style="mix-blend-mode:multiply;isolation:isolate">"#.repeat(60),
        "</g>".repeat(60)
    );
    let filter = r##"<filter id="f" width="100000%" height="100000%"><feTurbulence baseFrequency="9" numOctaves="99"/><feGaussianBlur stdDeviation="9999"/></filter><rect width="90" height="90" filter="url(#f)" style="filter:url(#f)"/>"##;
    let patterns: String = (0..30)
        .map(|n| format!(r##"<pattern id="p{}" width="1" height="1" patternUnits="userSpaceOnUse"><rect width="1" height="1" fill="url(#p{n})"/><rect width="1" height="1" fill="url(#p{n})"/></pattern>"##, n + 1))
        .collect();
    let patterns = format!(
        r##"<pattern id="p0" width="1" height="1"><rect/></pattern>{patterns}<rect width="300" height="200" fill="url(#p30)"/><rect width="9" height="9"/>"##
    );
    let markers = format!(
        r##"<marker id="m"><rect width="1" height="1"/></marker><path marker-mid="url(#m)" style="marker:url(#m)" stroke="#000" d="M0 0{}"/>"##,
        " L1 1 L90 90".repeat(1_500)
    );
    for inside in [layers, filter.to_owned(), patterns, markers] {
        let image = render(&svg(&inside)).unwrap();
        assert_eq!((image.text.width, image.text.height), (640, 400));
    }
}

#[test]
fn a_drawing_of_any_size_is_drawn_within_the_bounds() {
    for (width, height) in
        [("1e9", "1e9"), ("0.5", "0.5"), ("100000", "1000"), ("1000%", "3"), ("1e30", "2")]
    {
        let drawing = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 9 9"><rect width="4" height="4"/></svg>"#
        );
        if let Ok(image) = render(drawing.as_bytes()) {
            assert!(image.text.width <= 1440 && image.text.height <= 1800, "{width} {height}");
        }
    }
    for size in ["0", "-4", "nan", "inf"] {
        let drawing = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{size}" height="{size}"><rect width="4" height="4"/></svg>"#
        );
        let _ = render(drawing.as_bytes());
    }
}

/// Files to alter: one of each format, and a drawing with most of what a drawing may have.
fn seeds() -> Vec<Vec<u8>> {
    let mut seeds: Vec<Vec<u8>> =
        [ImageFormat::Png, ImageFormat::Jpeg, ImageFormat::WebP, ImageFormat::Gif]
            .into_iter()
            .map(|format| encoded(gradient(24, 16), format))
            .collect();
    seeds.push(svg(r##"<defs><linearGradient id="g"><stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f"/></linearGradient><clipPath id="c"><circle r="9"/></clipPath></defs><style>.a { fill: #0f0 }</style><g transform="matrix(1 0 0 -1 0 90)" clip-path="url(#c)"><path class="a" d="M1,2 L3 4 C1 2 3 4 5 6 A1 1 0 0 1 3 3 z" stroke-dasharray="3 1"/><use href="#g"/><text x="3" y="4">A<tspan dx="1">b</tspan></text></g>"##));
    seeds
}

proptest! {
    #![proptest_config(ProptestConfig { cases: runs(), ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_break_the_decoders(
        which in 0_usize..5,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..24),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
    ) {
        let mut bytes = seeds().swap_remove(which);
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        for image in [render(&bytes), render_again(&bytes)].into_iter().flatten() {
            prop_assert!(image.text.width <= 1440 && image.text.height <= 1800);
            prop_assert!(image.card.width <= 480 && image.card.height <= 320);
        }
    }

}

proptest! {
    // Drawing takes longer than decoding.
    #![proptest_config(ProptestConfig { cases: runs() / 6, ..ProptestConfig::default() })]

    #[test]
    fn no_markup_breaks_the_drawing(parts in prop::collection::vec(part(), 0..12)) {
        let _ = render(&svg(&parts.concat()));
    }
}

/// How many inputs are tried: `PAPERBOY_IMAGES` for more.
fn runs() -> u32 {
    std::env::var("PAPERBOY_IMAGES").ok().and_then(|runs| runs.parse().ok()).unwrap_or(200)
}

/// A tag with attributes that may make sense together.
fn part() -> impl Strategy<Value = String> {
    const TAGS: [&str; 16] = [
        "g",
        "rect",
        "path",
        "use",
        "text",
        "image",
        "mask",
        "clipPath",
        "pattern",
        "marker",
        "symbol",
        "svg",
        "filter",
        "style",
        "linearGradient",
        "switch",
    ];
    const NAMES: [&str; 16] = [
        "id",
        "href",
        "d",
        "width",
        "height",
        "x",
        "transform",
        "fill",
        "mask",
        "clip-path",
        "opacity",
        "viewBox",
        "style",
        "marker-end",
        "points",
        "font-size",
    ];
    const VALUES: [&str; 16] = [
        "a",
        "#a",
        "url(#a)",
        "M0 0 L9 9 z",
        "9",
        "-1",
        "1e38",
        "0",
        "0 0 9 9",
        "scale(1e9)",
        "rotate(5)",
        "none",
        "fill:url(#a);opacity:.5",
        "50%",
        "\u{fffd}",
        "&amp;",
    ];
    let attribute = (prop::sample::select(&NAMES[..]), prop::sample::select(&VALUES[..]));
    (prop::sample::select(&TAGS[..]), prop::collection::vec(attribute, 0..5), any::<bool>())
        .prop_map(|(tag, attributes, closed)| {
            let mut seen = std::collections::HashSet::new();
            let attributes: String = attributes
                .into_iter()
                .filter(|(name, _)| seen.insert(*name))
                .map(|(name, value)| format!(" {name}=\"{value}\""))
                .collect();
            let end = if closed {
                format!("<rect width=\"3\" height=\"3\"/></{tag}>")
            } else {
                format!("</{tag}>")
            };
            format!("<{tag}{attributes}>{end}")
        })
}
