//! No bytes break the decoders of rasters, and what they make is within the sizes that are shown.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // A panic ends the run even where it would be caught.
    let Ok(image) = paperboy_image::render(bytes) else { return };
    assert!(image.text.width <= 1440 && image.text.height <= 1800);
    assert!(image.card.width <= 480 && image.card.height <= 320);
    for file in [&image.text, &image.card] {
        let pixels = paperboy_image::pixels(&file.bytes).expect("what was encoded is decoded");
        assert_eq!((pixels.width, pixels.height), (file.width, file.height));
    }
});
