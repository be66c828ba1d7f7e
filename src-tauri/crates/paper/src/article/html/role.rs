//! What an element of LaTeXML's pages is for.

use crate::dom::Element;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It has no text of the paper.
    Drop,
    /// A number, bullet or mark that its owner reads.
    Tag,
    /// Its text runs with what surrounds it.
    Inline,
    /// Its text is a paragraph.
    Block,
    /// A section of any level; the number is that of its class, 0 when the heading decides.
    Section,
    Title,
    Break,
    /// Space for text that is not shown (`\phantom`).
    Phantom,
    /// A part that opens on a click.
    Closed,
    Math,
    /// MathJax's rendering, with the LaTeX in a label.
    RenderedMath,
    Equation,
    Table,
    /// A table's parts outside a table, as LaTeXML writes them within a paragraph.
    InlineTable,
    Float,
    Caption,
    Listing,
    Verbatim,
    List,
    Description,
    Theorem,
    Quote,
    Note,
    Link,
    Superscript,
    Subscript,
    Picture,
    PictureText,
    Shape,
    DocumentTitle,
    Authors,
    Abstract,
    Keywords,
    FrontNote,
    Acknowledgements,
    Bibliography,
    ReferenceItem,
}

pub(super) fn role(element: &Element) -> Role {
    if element.attribute("aria-hidden") == Some("true") && element.tag() != "math" {
        return Role::Drop;
    }
    let tag = element.tag();
    for class in element.classes() {
        let Some(name) = class.strip_prefix("ltx_") else {
            match class {
                "mjx-math" | "MJX_Assistive_MathML"
                    if element.attribute("aria-label").is_some() =>
                {
                    return Role::RenderedMath;
                }
                _ => continue,
            }
        };
        let role = match name {
            "section" | "subsection" | "subsubsection" | "paragraph" | "subparagraph"
            | "appendix" | "part" | "chapter" | "index" => Role::Section,
            "bibliography" => Role::Bibliography,
            "title_document" => Role::DocumentTitle,
            "title" if !element.has_class("ltx_title_document") => Role::Title,
            "authors" => Role::Authors,
            "abstract" => Role::Abstract,
            "keywords" => Role::Keywords,
            "dates" | "classification" | "date" => Role::FrontNote,
            "phantom" => Role::Phantom,
            "acknowledgements" => Role::Acknowledgements,
            "equation" | "equationgroup" if tag == "table" || tag == "div" || tag == "span" => {
                Role::Equation
            }
            "tabular" if tag == "table" => Role::Table,
            "tabular" => Role::InlineTable,
            "figure" | "table" | "float" => Role::Float,
            "caption" => Role::Caption,
            "listing" | "lstlisting" if tag != "figure" => Role::Listing,
            "verbatim" if tag == "pre" || tag == "div" => Role::Verbatim,
            "verbatim" => Role::Verbatim,
            "itemize" | "enumerate" => Role::List,
            "description" => Role::Description,
            "theorem" | "proof" => Role::Theorem,
            "quote" | "framed" if tag == "blockquote" || tag == "div" => Role::Quote,
            "tag" | "bibtag" => Role::Tag,
            "note" => Role::Note,
            "ref" if tag == "a" => Role::Link,
            "sup" => Role::Superscript,
            "sub" => Role::Subscript,
            "picture" => Role::Picture,
            "bibitem" => Role::ReferenceItem,
            "ERROR" | "TOC" | "page_navbar" | "page_footer" | "page_header" | "pubnotes"
            | "author_before" | "listing_data" | "note_mark" | "note_type" | "bib_cited"
            | "nodisplay" => Role::Drop,
            "bibblock" if element.has_class("ltx_bib_cited") => Role::Drop,
            "p"
            | "para"
            | "block"
            | "logical-block"
            | "inline-logical-block"
            | "inline-para"
            | "minipage"
            | "listingline"
            | "bibblock" => Role::Block,
            _ => continue,
        };
        return role;
    }
    match tag {
        "math" => Role::Math,
        "br" => Role::Break,
        "table" => Role::Table,
        "ul" | "ol" => Role::List,
        "dl" => Role::Description,
        "pre" => Role::Verbatim,
        "blockquote" => Role::Quote,
        "figure" => Role::Float,
        "figcaption" | "caption" => Role::Caption,
        "a" => Role::Link,
        "sup" => Role::Superscript,
        "sub" => Role::Subscript,
        "svg" => Role::Picture,
        "foreignObject" | "text" => Role::PictureText,
        "path" | "rect" | "circle" | "ellipse" | "polygon" => Role::Shape,
        "annotation" | "annotation-xml" | "defs" | "desc" | "metadata" | "clipPath" | "marker"
        | "symbol" => Role::Drop,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Title,
        "details" if element.attribute("open").is_none() => Role::Closed,
        "p" | "div" | "section" | "article" | "main" | "header" | "hr" | "li" | "dt" | "dd"
        | "address" | "details" | "summary" | "center" | "body" | "aside" => Role::Block,
        "code" | "tt" | "kbd" | "samp" => Role::Inline,
        "script" | "style" | "template" | "nav" | "footer" | "dialog" | "form" | "button"
        | "input" | "select" | "textarea" | "noscript" | "iframe" | "object" | "embed"
        | "video" | "audio" | "canvas" | "img" | "head" | "title" | "meta" | "link" | "base"
        | "datalist" | "noembed" | "noframes" | "meter" | "progress" | "applet" | "rp"
        | "optgroup" | "option" => Role::Drop,
        _ => Role::Inline,
    }
}
