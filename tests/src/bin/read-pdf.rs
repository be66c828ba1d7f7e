//! The process in which the tests read PDFs, as both programs are started again for it.

fn main() -> std::io::Result<()> {
    paperboy_core::serve_pdf(std::io::stdin().lock(), std::io::stdout().lock())
}
