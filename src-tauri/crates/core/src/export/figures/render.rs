//! Figures of a paper in Markdown and in HTML.

use super::{FigureToExport, Illustrations, PaperFigures};
use crate::export::document::{Labels, escaped, labels};
use paperboy_report::html;
use paperboy_writer::Language;

impl Illustrations {
    /// What may be done with them: the licence, and that they are for the user alone where it does
    /// not allow to pass them on.
    fn licence(&self, labels: &Labels, escape: &dyn Fn(&str) -> String) -> String {
        let PaperFigures { licence, is_open, .. } = &self.figures;
        if licence.is_empty() {
            return labels.no_licence.to_owned();
        }
        let own_use = if *is_open { "" } else { labels.own_use };
        format!("{}{own_use}", escape(licence))
    }

    /// The line of a document about their licence.
    pub(crate) fn licence_markdown(&self, language: Language) -> String {
        self.licence(&labels(language), &escaped)
    }

    /// The line of a page about their licence.
    pub(crate) fn licence_html(&self, language: Language) -> String {
        self.licence(&labels(language), &paperboy_feed::escaped)
    }

    /// The figure on the paper's card.
    fn first(&self) -> Option<&FigureToExport> {
        let first = self.figures.figures.get(self.figures.on_card?)?;
        (!first.images.is_empty()).then_some(first)
    }

    /// All others.
    fn others(&self) -> impl Iterator<Item = &FigureToExport> {
        let figures = self.figures.figures.iter().enumerate();
        let others = figures.filter(|(at, _)| Some(*at) != self.figures.on_card);
        others.map(|(_, figure)| figure).filter(|figure| !figure.images.is_empty())
    }

    /// The figure on the card in Markdown; empty where there is none.
    pub(crate) fn first_markdown(&self) -> String {
        self.first().map(|figure| self.markdown(figure)).unwrap_or_default()
    }

    /// All others in Markdown, below their heading; empty where there are none.
    pub(crate) fn others_markdown(&self, language: Language) -> String {
        let others: String = self.others().map(|figure| self.markdown(figure)).collect();
        if others.is_empty() {
            return others;
        }
        format!("\n### {}\n{others}", labels(language).figures)
    }

    fn markdown(&self, figure: &FigureToExport) -> String {
        let image =
            |(label, name): (&str, &str)| format!("![{}]({}{name})", escaped(label), self.link);
        let images = figure.images.iter().map(|image| (image.label.as_str(), image.name.as_str()));
        let images: Vec<String> = images.map(image).collect();
        let mut text = format!("\n{}\n", images.join(" "));
        if !figure.caption.is_empty() {
            text.push_str(&format!("\n{}\n", figure.caption));
        }
        text
    }

    /// The figure on the card in HTML; empty where there is none.
    pub(crate) fn first_html(&self) -> String {
        self.first().map(|figure| self.html(figure)).unwrap_or_default()
    }

    /// All others in HTML, below their heading; empty where there are none.
    pub(crate) fn others_html(&self, language: Language) -> String {
        let others: String = self.others().map(|figure| self.html(figure)).collect();
        if others.is_empty() {
            return others;
        }
        let heading = labels(language).figures;
        format!("<section class=\"figures\"><h3>{heading}</h3>\n{others}</section>\n")
    }

    fn html(&self, figure: &FigureToExport) -> String {
        let mut text = "<figure>".to_owned();
        for image in &figure.images {
            let words = if figure.text.is_empty() { &image.label } else { &figure.text };
            // The files have twice the pixels, for displays of double density and for paper.
            let (width, height) = (image.file.width.div_ceil(2), image.file.height.div_ceil(2));
            text.push_str(&format!(
                "<img src=\"{}{}\" alt=\"{}\" width=\"{width}\" height=\"{height}\">",
                self.link,
                image.name,
                paperboy_feed::escaped(words)
            ));
        }
        if !figure.caption.is_empty() {
            text.push_str(&format!("<figcaption>{}</figcaption>", html(&figure.caption)));
        }
        text.push_str("</figure>\n");
        text
    }
}
