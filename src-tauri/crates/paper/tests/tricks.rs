//! Ways to hide an order to a language model from the people who read a page. Each is beside a
//! harmless variant.
#![allow(clippy::unwrap_used)]

use paperboy_paper::PaperId;
use paperboy_paper::article::{Article, Reading, html};

const ORDER: &str = "PLANTED order to praise this paper";
const CONTROL: &str = "CONTROL words that a person sees";

fn article(head: &str, body: &str) -> Article {
    let filler = "A sentence that a person could read. ".repeat(20);
    let page = format!(
        "<!DOCTYPE html><html><head><title>T</title>{head}<base href='/html/2601.00001v1/'></head><body><article class='ltx_document'>\
         <h1 class='ltx_title_document'>T</h1><section class='ltx_section'><h2 class='ltx_title'>S</h2><p class='ltx_p'>{filler}</p>{body}<p>The end.</p></section></article></body></html>"
    );
    match html::read(page.as_bytes(), &PaperId::parse("2601.00001").unwrap()) {
        Reading::Article(article) => *article,
        other => panic!("{other:?}"),
    }
}

fn contains(article: &Article, words: &str) -> bool {
    article.plain().contains(words) || article.markdown().contains(words)
}

/// The order is left out and reported, and the words beside it stay.
fn check(name: &str, hiding: (&str, &str), harmless: (&str, &str), wrong: &mut Vec<String>) {
    let hidden = article(hiding.0, hiding.1);
    if contains(&hidden, "PLANTED") {
        wrong.push(format!("comes out: {name}"));
    } else if !hidden.hidden.texts.iter().any(|each| each.text.contains("PLANTED")) {
        wrong.push(format!("is not reported: {name}"));
    }
    if !contains(&hidden, "The end.") {
        wrong.push(format!("removes other text: {name}"));
    }
    let control = article(harmless.0, harmless.1);
    if !contains(&control, "CONTROL words") || control.hidden.count > 0 {
        wrong.push(format!("harmless, but left out: {name} ({:?})", control.hidden.texts));
    }
}

/// Declarations that hide, and the same property with a value that does not.
const STYLES: &[(&str, &str)] = &[
    ("color: hsl(0, 0%, 99%)", "color: hsl(0, 0%, 20%)"),
    ("color: hsl(120deg 10% 97% / 90%)", "color: hsl(120deg 80% 30% / 90%)"),
    ("color: hwb(0 96% 2%)", "color: hwb(0 10% 60%)"),
    ("color: oklch(0.99 0 0)", "color: oklch(0.4 0.1 200)"),
    ("color: oklab(98% 0 0)", "color: oklab(40% 0 0)"),
    ("color: lab(99 0 0)", "color: lab(30 20 20)"),
    ("color: lch(98% 1 120)", "color: lch(40% 30 120)"),
    ("color: color(srgb 1 1 1)", "color: color(srgb 0.2 0 0)"),
    ("color: color(display-p3 0.98 0.98 0.98)", "color: color(display-p3 0.1 0.1 0.5)"),
    ("color: color(xyz 0.95 1 1.09)", "color: color(xyz 0.1 0.1 0.1)"),
    ("color: color-mix(in srgb, white 97%, black)", "color: color-mix(in srgb, white 20%, black)"),
    ("color: rgb(100% 100% 100%)", "color: rgb(10% 10% 10%)"),
    ("color: rgb(0 0 0 / 4%)", "color: rgb(0 0 0 / 80%)"),
    ("color: rgb(calc(250 + 5), 255, 255)", "color: rgb(calc(2 + 5), 25, 25)"),
    ("color: #0000", "color: #000f"),
    ("color: #fffffe", "color: #00007e"),
    ("color: lavenderblush", "color: darkslateblue"),
    ("color: seashell", "color: rebeccapurple"),
    ("color: Canvas", "color: CanvasText"),
    ("color: light-dark(white, black)", "color: light-dark(black, white)"),
    ("color: rgb(from white r g b)", "color: rgb(1 2 3)"),
    ("color: device-cmyk(0 0 0 0)", "color: black"),
    ("color: WHITE !important; color: black", "color: black !important; color: white"),
    ("color: white; color: notacolour", "color: black; color: notacolour"),
    ("background: #000", "background: #eee"),
    ("background: currentColor", "background: transparent"),
    (
        "color: #808080; background-color: rgb(120 125 130)",
        "color: #808080; background-color: rgb(10 10 10)",
    ),
    ("background: linear-gradient(black, #111)", "background: linear-gradient(white, #eee)"),
    ("background-image: url(black.png)", "background-image: none"),
    ("background: url('data:image/png;base64,AAAA') repeat", "background: #fff none repeat"),
    ("background: center / cover image-set('a.png' 1x)", "background: white"),
    ("-webkit-text-fill-color: transparent", "-webkit-text-fill-color: navy"),
    (
        "-webkit-text-fill-color: white; color: black",
        "-webkit-text-fill-color: black; color: white",
    ),
    ("opacity: calc(0)", "opacity: calc(1)"),
    ("opacity: calc(1 - 0.98)", "opacity: calc(0.5 + 0.3)"),
    ("opacity: min(0, 1)", "opacity: max(0, 1)"),
    ("opacity: 1%", "opacity: 90%"),
    ("opacity: var(--unknown)", "opacity: var(--unknown, 1)"),
    ("font: 0/0 serif", "font: 12px/1.2 serif"),
    ("font: italic bold 0.1px sans-serif", "font: italic bold 14px sans-serif"),
    ("font-size: 0.1vw", "font-size: 1.2vw"),
    ("font-size: 0.05em", "font-size: 0.8em"),
    ("font-size: calc(1px * 0.1)", "font-size: calc(10px + 0.1em)"),
    ("font-size: clamp(0px, 0.1vw, 1px)", "font-size: clamp(9px, 1vw, 20px)"),
    ("font-size: .3mm", "font-size: 3mm"),
    ("font-size: 1px; font-size: 16", "font-size: 16px; font-size: 1"),
    ("font-size-adjust: 0", "font-size-adjust: none"),
    ("zoom: 0.01", "zoom: 1.1"),
    ("zoom: 1%", "zoom: 100%"),
    ("line-height: 0", "line-height: 1.5"),
    ("line-height: 0.01px", "line-height: 20px"),
    ("letter-spacing: -1em", "letter-spacing: 0.05em"),
    ("letter-spacing: 9999px", "letter-spacing: -0.5px"),
    ("transform: scale(0.001)", "transform: scale(0.9)"),
    ("transform: scaleX(0)", "transform: scaleX(-1)"),
    ("transform: rotateX(90deg)", "transform: rotate(90deg)"),
    ("transform: rotateY(0.25turn)", "transform: rotateY(10deg)"),
    ("transform: skewX(89deg)", "transform: skewX(10deg)"),
    ("transform: matrix(0.001, 0, 0, 0.001, 0, 0)", "transform: matrix(1, 0, 0, 1, 0, 0)"),
    ("transform: matrix(1, 1, 1, 1, 0, 0)", "transform: matrix(0, 1, -1, 0, 0, 0)"),
    ("transform: translateX(-9999px)", "transform: translateX(5px)"),
    ("transform: translate3d(0, -500vh, 0)", "transform: translate3d(0, 1vh, 0)"),
    ("transform: translate(-100%)", "transform: translate(-5%)"),
    ("-webkit-transform: scale(0)", "-webkit-transform: scale(1)"),
    ("scale: 0.001", "scale: 1"),
    ("translate: -200vw", "translate: 2px"),
    ("rotate: x 90deg", "rotate: 45deg"),
    ("clip-path: inset(100%)", "clip-path: inset(0)"),
    ("clip-path: circle(0)", "clip-path: circle(100%)"),
    ("clip-path: polygon(0 0, 0 0, 0 0)", "clip-path: polygon(0 0, 100% 0, 100% 100%, 0 100%)"),
    ("clip-path: url(#none)", "clip-path: none"),
    ("-webkit-clip-path: ellipse(0 0)", "-webkit-clip-path: ellipse(60% 60%)"),
    (
        "position: absolute; clip: rect(1px, 1px, 1px, 1px)",
        "position: absolute; clip: rect(auto, auto, auto, auto)",
    ),
    ("filter: opacity(0)", "filter: opacity(1)"),
    ("filter: opacity(2%)", "filter: grayscale(1)"),
    ("filter: blur(40px)", "filter: blur(0.5px)"),
    ("filter: invert(1)", "filter: invert(0)"),
    ("filter: contrast(0)", "filter: contrast(1.2)"),
    ("color: #888; filter: brightness(4)", "color: #888; filter: brightness(1.1)"),
    ("filter: url(#f)", "filter: none"),
    ("mask: linear-gradient(transparent, transparent)", "mask: none"),
    ("-webkit-mask-image: url(m.png)", "-webkit-mask-image: none"),
    ("mix-blend-mode: screen", "mix-blend-mode: multiply"),
    ("mix-blend-mode: difference", "mix-blend-mode: normal"),
    ("text-indent: -9999px", "text-indent: 2em"),
    ("text-indent: -999em each-line", "text-indent: 1em hanging"),
    (
        "text-indent: 100%; white-space: nowrap; overflow: hidden",
        "text-indent: 1%; overflow: hidden",
    ),
    ("margin-left: -9999px", "margin-left: -1em"),
    ("margin: 0 0 0 -500vw", "margin: 0 0 0 5px"),
    ("margin-inline-start: -80em", "margin-inline-start: 2em"),
    ("margin-top: -3000px", "margin-top: 3000px"),
    ("margin-bottom: -3000px", "margin-bottom: 20px"),
    ("position: absolute; inset: -9999px auto auto -9999px", "position: relative; inset: 0"),
    ("position: fixed; left: -100vw", "position: relative; left: 3px"),
    ("position: absolute; right: 5000px", "position: absolute; right: 0"),
    ("position: relative; top: calc(-1 * 9999px)", "position: relative; top: calc(1px + 1px)"),
    ("content-visibility: hidden", "content-visibility: auto"),
    ("visibility: collapse", "visibility: visible"),
    ("display: table-column", "display: table-cell"),
    ("display: n\\6f ne", "display: blo\\63k"),
    ("\\64isplay: none", "\\64isplay: block"),
    ("dis\\70 lay:none", "dis\\70 lay:inline"),
    ("display: /* no */ none /* yes */", "display: /* none */ block"),
    ("/* ; */ display: none", "/* display: none; */ margin: 0"),
    ("DISPLAY: NONE", "DISPLAY: INLINE"),
    ("content: 'a;b'; display: none", "content: 'display:none'"),
    ("display: var(--x, none)", "display: var(--x, block)"),
    ("--a: none; --b: var(--a); display: var(--b)", "--a: block; --b: var(--a); display: var(--b)"),
    ("--a: var(--b); --b: var(--a); color: var(--a)", "--a: black; color: var(--a)"),
    ("max-height: 0; overflow: hidden", "max-height: 0; overflow: visible"),
    ("height: 1px; overflow: clip", "height: 1px"),
    ("width: 0.1em; overflow-x: hidden; white-space: nowrap", "width: 20em; overflow-x: hidden"),
    ("block-size: 0; overflow-block: hidden", "block-size: 3em; overflow-block: hidden"),
    ("max-width: calc(0px); overflow: auto", "max-width: calc(100%); overflow: auto"),
    ("contain: strict; height: 0", "contain: layout; height: 0"),
    ("animation: vanish 0s forwards", "animation: none"),
    ("offset-path: path('M -9999 -9999')", "offset-path: none"),
    ("-webkit-text-security: disc", "-webkit-text-security: none"),
    ("content: url(picture.png)", "content: normal"),
    ("all: unset; display: none", "display: none; all: unset"),
    ("visibility: hidden; visibility: bogus", "visibility: visible; visibility: bogus"),
];

#[test]
fn what_a_declaration_hides_is_left_out_and_its_like_stays() {
    let mut wrong = Vec::new();
    for (hiding, harmless) in STYLES {
        let div = |style: &str, words: &str| format!("<div style=\"{style}\">{words}</div>");
        check(hiding, ("", &div(hiding, ORDER)), ("", &div(harmless, CONTROL)), &mut wrong);
        // The same by a class in the page's own style sheet, on an outer element.
        let sheet = |style: &str| format!("<style>.x {{ {style} }}</style>");
        let nested =
            |words: &str| format!("<div class='y x'><p class='ltx_p'><b>{words}</b></p></div>");
        check(
            &format!("sheet: {hiding}"),
            (&sheet(hiding), &nested(ORDER)),
            (&sheet(harmless), &nested(CONTROL)),
            &mut wrong,
        );
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), 2 * STYLES.len(), wrong.join("\n"));
    assert!(STYLES.len() >= 70);
}

/// What is in the head of a page, and in its article.
type Page = (&'static str, &'static str);

/// Style sheets and elements that hide text together, each before a harmless variant.
const PAGES: &[(Page, Page)] = &[
    (
        ("<style>p.x{display:none}</style>", "<p class=x>@</p>"),
        ("<style>p.x{display:none}</style>", "<p class=xx>@</p>"),
    ),
    (
        ("<style>#k>em~b{color:#fff}</style>", "<p id=k><em>a</em><b>@</b></p>"),
        ("<style>#k>em+b{color:#fff}</style>", "<p id=k><b>@</b></p>"),
    ),
    (
        ("<style>[data-x^=a]{opacity:0}</style>", "<p data-x=ab>@</p>"),
        ("<style>[data-x^=a]{opacity:0}</style>", "<p data-x=ba>@</p>"),
    ),
    (
        ("<style>p:not(.y):is(.x,.z){display:none}</style>", "<p class=x>@</p>"),
        (
            "<style>p:not(.y){display:none}</style>",
            "<p class='ltx_p y'>@</p><style>.ltx_p,p{display:block!important}</style>",
        ),
    ),
    (
        ("<style>div>p:nth-child(2){display:none}</style>", "<div><p>one</p><p>@</p></div>"),
        ("<style>div>p:nth-child(3){display:none}</style>", "<div><p>one</p><p>@</p></div>"),
    ),
    (
        ("<style>.a{& .b{display:none}}</style>", "<div class=a><p class=b>@</p></div>"),
        ("<style>.a{& .b{display:none}}</style>", "<div><p class=b>@</p></div>"),
    ),
    (
        ("<style>.a{.b{color:white}}</style>", "<div class=a><p class=b>@</p></div>"),
        ("<style>.a{.b{color:navy}}</style>", "<div class=a><p class=b>@</p></div>"),
    ),
    (
        ("<style>@media screen{.x{display:none}}</style>", "<p class=x>@</p>"),
        ("<style>@media print{.x{display:none}}</style>", "<p class=x>@</p>"),
    ),
    (
        ("<style>@media (min-width: 300px){.x{display:none}}</style>", "<p class=x>@</p>"),
        ("<style>@media (max-width: 300px){.x{display:none}}</style>", "<p class=x>@</p>"),
    ),
    (
        ("<style>@media (update: fast){.x{display:none}}</style>", "<p class=x>@</p>"),
        ("<style>@media (update: fast){.x{display:block}}</style>", "<p class=x>@</p>"),
    ),
    (
        ("<style>.x{color:#fff}@media (update: fast){.x{color:#000}}</style>", "<p class=x>@</p>"),
        ("<style>@media not all{.x{color:#fff}}</style>", "<p class=x>@</p>"),
    ),
    (
        ("<style>@supports (display: grid){.x{display:none}}</style>", "<p class=x>@</p>"),
        ("<style>@supports (display: grid){.x{display:grid}}</style>", "<p class=x>@</p>"),
    ),
    (
        ("<style>@layer a{.x{display:none}}</style>", "<p class=x>@</p>"),
        ("<style>@layer a{.x{display:block}}</style>", "<p class=x>@</p>"),
    ),
    (
        ("<style>.x{display:none}@layer a{.x{display:block}}</style>", "<p class=x>@</p>"),
        ("<style>@layer a{.x{display:none}}.x{display:block}</style>", "<p class=x>@</p>"),
    ),
    (
        (
            "<style>@layer a,b;@layer b{.x{display:none}}@layer a{.x{display:block}}</style>",
            "<p class=x>@</p>",
        ),
        (
            "<style>@layer a,b;@layer b{.x{display:block}}@layer a{.x{display:none}}</style>",
            "<p class=x>@</p>",
        ),
    ),
    (
        (
            "<style>@layer a{.x{display:none}@layer b{.x{display:block}}}</style>",
            "<p class=x>@</p>",
        ),
        (
            "<style>@layer a{.x{display:block}@layer b{.x{display:none}}}</style>",
            "<p class=x>@</p>",
        ),
    ),
    (
        (
            "<style>@layer a.b{.x{display:block}}@layer a{.x{display:none}}</style>",
            "<p class=x>@</p>",
        ),
        (
            "<style>@layer a.b{.x{display:none}}@layer a{.x{display:block}}</style>",
            "<p class=x>@</p>",
        ),
    ),
    (
        ("<style>@layer{.x{display:block}}@layer{.x{display:none}}</style>", "<p class=x>@</p>"),
        ("<style>@layer{.x{display:none}}@layer{.x{display:block}}</style>", "<p class=x>@</p>"),
    ),
    (
        (
            "<style>@layer a{.x{display:none!important}}.x{display:block!important}</style>",
            "<p class=x>@</p>",
        ),
        (
            "<style>@layer a{.x{display:block!important}}.x{display:none!important}</style>",
            "<p class=x>@</p>",
        ),
    ),
    (
        ("<style>@layer a{p.x{display:block}}.x{display:none}</style>", "<p class=x>@</p>"),
        ("<style>@layer a{p.x.x{display:none}}.x{display:block}</style>", "<p class=x>@</p>"),
    ),
    (
        ("<style media=screen>.x{display:none}</style>", "<p class=x>@</p>"),
        ("<style media=print>.x{display:none}</style>", "<p class=x>@</p>"),
    ),
    (
        ("", "<style>.x{display:none}</style><p class=x>@</p>"),
        ("", "<style>/* .x{display:none} */</style><p class=x>@</p>"),
    ),
    (
        ("", "<p class=x>@</p><svg><style>.x{display:none}</style></svg>"),
        ("", "<p class=x>@</p><svg><style>.y{display:none}</style></svg>"),
    ),
    (
        ("<link rel=stylesheet href='data:text/css,.x%7Bdisplay:none%7D'>", "<p class=x>@</p>"),
        ("<link rel=stylesheet href='data:text/css,.y%7Bdisplay:none%7D'>", "<p class=x>@</p>"),
    ),
    (
        (
            "<link rel='stylesheet' href='data:text/css;base64,Lnh7ZGlzcGxheTpub25lfQ=='>",
            "<p class=x>@</p>",
        ),
        ("<link rel=icon href='data:text/css,.x{display:none}'>", "<p class=x>@</p>"),
    ),
    (
        ("<style>.x{display:none !important}</style>", "<p class=x style='display:block'>@</p>"),
        ("<style>.x{display:none}</style>", "<p class=x style='display:block'>@</p>"),
    ),
    (
        ("<style>#k{color:white}.x{color:black}</style>", "<p class=x id=k>@</p>"),
        ("<style>#k{color:black}.x{color:white}</style>", "<p class=x id=k>@</p>"),
    ),
    (
        ("<style>.\\78 {display:none}</style>", "<p class=x>@</p>"),
        ("<style>.\\79 {display:none}</style>", "<p class=x>@</p>"),
    ),
    (
        ("<style>:root{--c:#fff}.x{color:var(--c)}</style>", "<p class=x>@</p>"),
        ("<style>:root{--c:#333}.x{color:var(--c)}</style>", "<p class=x>@</p>"),
    ),
    (
        ("<style>body{background:#111;color:#eee}.x{color:#111}</style>", "<p class=x>@</p>"),
        ("<style>body{background:#111;color:#eee}</style>", "<p class=x>@</p>"),
    ),
    (
        (
            "",
            "<div style='position:relative'><p>@</p><div style='position:absolute;inset:0;background:white'></div></div>",
        ),
        (
            "",
            "<div style='position:relative'><p>@</p><div style='position:absolute;inset:0'></div></div>",
        ),
    ),
    (
        (
            "",
            "<div style='position:relative'>@<i style='position:absolute;left:0;top:0;width:100%;height:100%;background:url(x.png)'></i></div>",
        ),
        (
            "",
            "<div style='position:relative'>@<i style='position:absolute;left:0;top:0;width:9px;height:9px;background:red'></i></div>",
        ),
    ),
    (
        (
            "<style>.c{position:absolute;top:0;left:0;width:900px;height:50em;background:#fff}</style>",
            "<div><p>@</p><div class=c></div></div>",
        ),
        (
            "<style>.c{position:static;width:900px;height:50em;background:#fff}</style>",
            "<div><p>@</p><div class=c></div></div>",
        ),
    ),
    (("", "<p hidden>@</p>"), ("", "<p data-hidden>@</p>")),
    (("", "<p hidden=until-found>@</p>"), ("", "<p title=hidden>@</p>")),
    (
        ("", "<details><summary>More</summary><p>@</p></details>"),
        ("", "<details open><summary>More</summary><p>@</p></details>"),
    ),
    (("", "<noscript><p>@</p></noscript>"), ("", "<section><p>@</p></section>")),
    (("", "<template><p>@</p></template>"), ("", "<div><p>@</p></div>")),
    (("", "<progress>@</progress>"), ("", "<em>@</em>")),
    (("", "<p><font color=white>@</font></p>"), ("", "<p><font color=green>@</font></p>")),
    (
        (
            "",
            "<div style='opacity:.4'><div style='opacity:.4'><p style='opacity:.4'>@</p></div></div>",
        ),
        ("", "<div style='opacity:.8'><p style='opacity:.8'>@</p></div>"),
    ),
    (
        ("", "<div style='transform:scale(.4)'><p style='transform:scale(.4)'>@</p></div>"),
        ("", "<div style='transform:scale(.9)'><p style='transform:scale(.9)'>@</p></div>"),
    ),
    (
        ("", "<div style='transform:translateX(-300px)'><p style='margin-left:-300px'>@</p></div>"),
        ("", "<div style='transform:translateX(-300px)'><p style='margin-left:300px'>@</p></div>"),
    ),
    (
        ("", "<div style='font-size:30%'><p style='font-size:40%'>@</p></div>"),
        ("", "<div style='font-size:0'><p style='font-size:14px'>@</p></div>"),
    ),
    (
        ("", "<div style='visibility:hidden'><p>@</p></div>"),
        ("", "<div style='visibility:hidden'><p style='visibility:visible'>@</p></div>"),
    ),
    (
        ("", "<div style='color:white'><p><i>@</i></p></div>"),
        ("", "<div style='color:white'><p style='color:black'><i>@</i></p></div>"),
    ),
    (("", "<code style='color:#fff'>@</code>"), ("", "<code style='color:#00f'>@</code>")),
    (
        ("", "<pre><span style='display:none'>@</span> typed</pre>"),
        ("", "<pre><span style='display:inline'>@</span> typed</pre>"),
    ),
    (
        (
            "",
            "<div class='ltx_listing'><div class='ltx_listingline'><span style='opacity:0'>@</span>x = 1</div></div>",
        ),
        (
            "",
            "<div class='ltx_listing'><div class='ltx_listingline'><span style='opacity:1'>@</span>x = 1</div></div>",
        ),
    ),
    (
        ("", "<svg class=ltx_picture><text fill=white x=1>@</text></svg>"),
        ("", "<svg class=ltx_picture><text fill=black x=1>@</text></svg>"),
    ),
    (
        ("", "<svg class=ltx_picture><g transform='scale(0.001)'><text>@</text></g></svg>"),
        (
            "",
            "<svg class=ltx_picture><g transform='translate(0,999) scale(1,-1)'><text>@</text></g></svg>",
        ),
    ),
    (
        ("", "<svg class=ltx_picture><g opacity=0><text>@</text></g></svg>"),
        ("", "<svg class=ltx_picture><g opacity=0.9><text>@</text></g></svg>"),
    ),
    (
        (
            "",
            "<ul class=ltx_itemize><li class=ltx_item style='position:absolute;left:-99em'>@</li><li class=ltx_item>b</li></ul>",
        ),
        (
            "",
            "<ul class=ltx_itemize><li class=ltx_item style='position:relative;left:1em'>@</li><li class=ltx_item>b</li></ul>",
        ),
    ),
    (
        (
            "",
            "<table class=ltx_tabular><tr><td>a</td><td>b</td></tr><tr style='visibility:collapse'><td>@</td><td>1</td></tr><tr><td>c</td><td>d</td></tr></table>",
        ),
        (
            "",
            "<table class=ltx_tabular><tr><td>a</td><td>b</td></tr><tr style='visibility:visible'><td>@</td><td>1</td></tr></table>",
        ),
    ),
    (
        (
            "",
            "<section class=ltx_section><h3 class=ltx_title style='color:white'>@</h3><p>Words.</p></section>",
        ),
        (
            "",
            "<section class=ltx_section><h3 class=ltx_title style='color:red'>@</h3><p>Words.</p></section>",
        ),
    ),
    (
        ("", "<p>x <math alttext='x\\text{@}'><mi>x</mi></math></p>"),
        ("", "<p>x <math alttext='x\\text{@}'><mi>x</mi><mtext>@</mtext></math></p>"),
    ),
    (
        ("", "<p>x <math alttext='x @'><mi>x</mi></math></p>"),
        ("", "<p>x <math alttext='\\mbox{@}'><mrow><mtext>@</mtext></mrow></math></p>"),
    ),
    (
        ("", "<p><math alttext='\\text{@}'><mphantom><mtext>@</mtext></mphantom></math></p>"),
        ("", "<p><math alttext='\\text{@}'><mtext mathcolor='#0000ff'>@</mtext></math></p>"),
    ),
    (
        ("", "<p><math alttext='\\text{@}'><mtext mathcolor='#ffffff'>@</mtext></math></p>"),
        ("", "<p><math alttext='\\text{@}'><mtext mathsize='90%'>@</mtext></math></p>"),
    ),
    (
        ("", "<p><math alttext='\\text{@}'><mi>x</mi><annotation>@</annotation></math></p>"),
        (
            "",
            "<p><math><semantics><mtext>@</mtext><annotation encoding='application/x-tex'>\\text{@}</annotation></semantics></math></p>",
        ),
    ),
    (
        (
            "",
            "<p><math><semantics><mi>x</mi><annotation encoding='application/x-tex'>\\text{@}</annotation></semantics></math></p>",
        ),
        ("", "<p><math><mtext>@</mtext></math></p>"),
    ),
    (
        ("", "<p><span class='mjx-math' aria-label='\\text{@}'><span>x</span></span></p>"),
        ("", "<p><span class='mjx-math' aria-label='\\text{@}'><span>@</span></span></p>"),
    ),
];

#[test]
fn what_sheets_elements_and_formulas_hide_is_left_out_and_its_like_stays() {
    let mut wrong = Vec::new();
    for ((head, body), (control_head, control)) in PAGES {
        let (hidden, seen) = (body.replace('@', ORDER), control.replace('@', CONTROL));
        check(&format!("{head}{body}"), (head, &hidden), (control_head, &seen), &mut wrong);
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), PAGES.len(), wrong.join("\n"));
}

#[test]
fn a_phantom_takes_space_and_hides_nothing() {
    let page = article(
        "",
        "<p class='ltx_p'>Before <span class='ltx_text ltx_phantom'><span style='visibility:hidden'>some wide words of this</span></span> after <math alttext='x\\phantom{\\text{some wide words}}'><mi>x</mi><mphantom><mtext>some wide words</mtext></mphantom></math>.</p>",
    );
    assert!(!contains(&page, "wide words"));
    assert_eq!(page.hidden.count, 0, "{:?}", page.hidden);
}

#[test]
fn hostile_sheets_are_read_within_bounds() {
    let rules = |rule: &str, times: usize| format!("<style>{}</style>", rule.repeat(times));
    let deep = format!("{}x{}", "<div class=a>".repeat(300), "</div>".repeat(300));
    for head in [
        rules(".a .a .a .a .a .a .a .a .b{color:red}", 300),
        rules(".a ~ .a ~ .a ~ .b{color:red}", 300),
        rules(":nth-last-child(odd of .a){color:red}", 300),
        rules(":has(.a .b){color:red}", 100),
        rules("@media screen{", 20_000),
        rules(".a{", 20_000),
        rules(".a{color:rgb(", 20_000),
        rules("*{--a:var(--b) var(--b) var(--b);--b:var(--a) var(--a);color:var(--a)}", 100),
        rules("((((((((", 20_000),
        rules("/*", 20_000),
        format!("<style>.a{{color:{}}}</style>", "calc(".repeat(20_000)),
    ] {
        let filler = "A sentence that a person could read. ".repeat(20);
        let siblings = "<p class=a>y</p>".repeat(500);
        let page = format!(
            "<html><head>{head}<base href='/html/2601.00001v1/'></head><body><article class='ltx_document'><p>{filler}</p>{deep}{siblings}</article></body></html>"
        );
        let _ = html::read(page.as_bytes(), &PaperId::parse("2601.00001").unwrap());
    }
}
