//! No markup breaks the drawing of SVG, and none takes longer than an image may.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paperboy_image::Unreadable;

fuzz_target!(|inside: &str| {
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="320" height="200">{inside}</svg>"#
    );
    match paperboy_image::render(svg.as_bytes()) {
        Ok(image) => assert!(image.text.width <= 1440 && image.text.height <= 1800),
        Err(why) => assert!(!matches!(why, Unreadable::TooSlow | Unreadable::Busy)),
    }
});
