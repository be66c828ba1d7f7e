//! PDFs of a test's own: pages of text in the standard fonts, and files that are made to do harm.

use std::fmt::Write as _;

/// The fonts of a page: text, and headings.
pub const TEXT: u8 = 1;
/// The bold font.
pub const BOLD: u8 = 2;

/// A page's content.
#[derive(Default)]
pub struct Sheet {
    content: String,
    top: f32,
    left: f32,
}

impl Sheet {
    /// An empty page of US letter.
    pub fn new() -> Self {
        Self { content: String::new(), top: 90.0, left: 60.0 }
    }

    /// Goes on at another place, in points from the left and the top.
    pub fn go(&mut self, left: f32, top: f32) {
        (self.left, self.top) = (left, top);
    }

    /// A line at the present place.
    pub fn line(&mut self, size: f32, font: u8, text: &str) {
        let (left, base) = (self.left, 792.0 - self.top);
        // Latin-1 is what the encoding of these fonts holds of most characters.
        let mut shown = String::new();
        for c in text.chars() {
            match c {
                '(' | ')' | '\\' => shown.extend(['\\', c]),
                'ﬁ' => shown.push_str("\\256"),
                c if c.is_ascii() => shown.push(c),
                _ => shown.push('?'),
            }
        }
        let _ = writeln!(
            self.content,
            "BT /F{font} {size} Tf 1 0 0 1 {left} {base} Tm ({shown}) Tj ET"
        );
        self.top += size * 1.2;
    }

    /// Operators as they are.
    pub fn raw(&mut self, operators: &str) {
        self.content.push_str(operators);
        self.content.push('\n');
    }

    /// A heading with the space around it.
    pub fn heading(&mut self, text: &str) {
        self.top += 10.0;
        self.line(12.0, BOLD, text);
        self.top += 4.0;
    }

    /// Running text in lines of at most so many characters, the first one indented. A word
    /// with a bar ends its line with a hyphen there.
    pub fn paragraph(&mut self, text: &str, characters: usize) {
        let mut line = String::new();
        let mut is_first = true;
        for word in text.split_whitespace() {
            if line.len() + word.len() >= characters && !line.is_empty() {
                self.indented(&line, is_first);
                (line, is_first) = (String::new(), false);
            }
            if !line.is_empty() {
                line.push(' ');
            }
            match word.split_once('|') {
                // A place for a hyphen at the end of a line.
                Some((head, tail)) => {
                    let _ = write!(line, "{head}-");
                    self.indented(&line, is_first);
                    (line, is_first) = (tail.to_owned(), false);
                }
                None => line.push_str(word),
            }
        }
        self.indented(&line, is_first);
    }

    fn indented(&mut self, line: &str, is_first: bool) {
        let by = if is_first { 15.0 } else { 0.0 };
        self.left += by;
        self.line(10.0, TEXT, line);
        self.left -= by;
    }
}

/// A file with these pages.
pub fn pdf(sheets: &[Sheet]) -> Vec<u8> {
    let kids: Vec<String> = (0..sheets.len()).map(|n| format!("{} 0 R", 5 + 2 * n)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), sheets.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>".to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Bold >>".to_owned(),
    ];
    for (n, sheet) in sheets.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R /Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>",
            6 + 2 * n
        ));
        objects.push(format!(
            "<< /Length {} >>\nstream\n{}\nendstream",
            sheet.content.len(),
            sheet.content
        ));
    }
    let objects: Vec<Vec<u8>> = objects.into_iter().map(String::into_bytes).collect();
    of_objects(&objects, "")
}

/// A file of these objects, the first of which is the catalogue.
pub fn of_objects(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(file.len());
        file.extend(format!("{} 0 obj\n", n + 1).into_bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    let size = objects.len() + 1;
    file.extend(
        format!("trailer << /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{table}\n%%EOF\n")
            .into_bytes(),
    );
    file
}

/// A stream object of these bytes under these filters.
pub fn stream(dictionary: &str, bytes: &[u8]) -> Vec<u8> {
    let mut object = format!("<< {dictionary} /Length {} >>\nstream\n", bytes.len()).into_bytes();
    object.extend(bytes);
    object.extend(b"\nendstream");
    object
}

/// The sentences of [`paper`], so that one more is as long as a paper's.
const FILLER: &str = "The gardener sows one bean after another in each of the rows, and measures \
    after a week how many of them have grown, how tall they are and which of them lean.";

/// A paper in two columns: title, authors, abstract, sections, a caption, references.
pub fn paper(title: &str, finding: &str) -> Vec<u8> {
    let (left, right, wide) = (60.0, 325.0, 50);
    let mut first = Sheet::new();
    first.go(200.0, 40.0);
    first.line(9.0, TEXT, "Preprint. Under review.");
    first.go(90.0, 80.0);
    first.line(17.0, BOLD, title);
    first.go(220.0, 110.0);
    first.line(11.0, TEXT, "Ada Sower and Ben Reaper");
    first.go(left, 150.0);
    first.line(12.0, BOLD, "Abstract");
    first.paragraph(
        &format!(
            "We sow beans in rows, and we ﬁnd that each attends to the one be|fore it. {FILLER}"
        ),
        wide,
    );
    first.heading("1 Introduction");
    first.paragraph(&[FILLER; 5].join(" "), wide);
    first.go(right, 150.0);
    first.paragraph(&[FILLER; 3].join(" "), wide);
    first.heading("2 Method");
    first.paragraph(&[FILLER; 4].join(" "), wide);
    first.go(300.0, 770.0);
    first.line(9.0, TEXT, "1");
    let mut second = Sheet::new();
    second.go(200.0, 40.0);
    second.line(9.0, TEXT, "Preprint. Under review.");
    second.go(left, 90.0);
    second.line(9.0, TEXT, "Figure 1: Beans that attend to one another.");
    second.go(left, 130.0);
    second.paragraph(&[FILLER; 3].join(" "), wide);
    second.heading("3 Results");
    second.paragraph(&format!("{finding} {FILLER}"), wide);
    second.go(right, 90.0);
    second.paragraph(&[FILLER; 2].join(" "), wide);
    second.line(12.0, BOLD, "References");
    second.line(9.0, TEXT, "[1] A. Sower. On beans. Garden, 2021.");
    second.line(9.0, TEXT, "[2] B. Reaper. On rows. Garden, 2022.");
    second.go(300.0, 770.0);
    second.line(9.0, TEXT, "2");
    pdf(&[first, second])
}
