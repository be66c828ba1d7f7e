//! No bytes break the reading of PDFs, and what is read becomes an article or a reason.
//!
//! What takes too much time or memory is ended from outside in the program; here libFuzzer's own
//! bounds (`-timeout`, `-rss_limit_mb`) do that.
#![no_main]

use libfuzzer_sys::fuzz_target;
use paperboy_paper::article::from_pdf;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = paperboy_pdf::text(bytes.to_vec()) else { return };
    if let Ok(article) = from_pdf::read(&text, "") {
        assert!(article.text_len() >= 500);
    }
});
