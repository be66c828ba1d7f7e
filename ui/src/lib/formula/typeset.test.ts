import katex from "katex";
import "katex/contrib/mhchem";
import { expect, test } from "vitest";
import { typeset, type Katex } from "./typeset";
import { MACROS } from "./table";

function shown(tex: string, display: boolean): { outcome: string; element: HTMLElement } {
  const formula = typeset(katex as Katex, tex, display);
  const element = formula?.frame() ?? document.createElement("span");
  element.querySelector(".katex-html")?.append(...(formula?.parts.map((make) => make()) ?? []));
  return { outcome: formula?.outcome ?? "failed", element };
}

function set(tex: string, display = true): { outcome: string; text: string } {
  const { outcome, element } = shown(tex, display);
  // The visible part: KaTeX repeats a formula for screen readers.
  const text = element.querySelector(".katex-html")?.textContent ?? "";
  return { outcome, text: text.replace(/[\u200b\u00a0\s]/g, "") };
}

/** One formula a line: as converters, packages and authors of papers write them. */
const LINES = String.raw`
\textsc{HasAnswer}(c_i)
\mathbbm{1}[x>0]+\mathds{1}_{\{a\}}+\mathbbold{1}
\begin{array}[]{ll}a&b\\ c&d\end{array}
\left[\begin{array}[]{@{}c@{\;}c@{}}1&0\\ 0&1\end{array}\right]
\left\{\begin{array}[t]{lr}x,&\text{if $x>0$,}\\ 0,&\text{otherwise}\end{array}\right.
\begin{array}{*{3}{c}}1&2&3\end{array}
\begin{array}{>{\displaystyle}c|p{2cm}}a&b\end{array}
a\text{\times}b
\text{if $x$ and \(y_i\) hold}
\text{50% of a_b & c#d}
\text{rate $\alpha$ \textbf{bold \emph{it}}, CO_{2}}
\leavevmode\nobreak a\leavevmode\nobreak\ b
\mbox{ with }\{A_{k}\}_{ij}=a_{ij,k}
\mbox{\rm where}\quad\hbox{for all $i$}
\hbox to 10pt{x}\vbox{\hbox{a}}\vtop{b}
\boldsymbol{\underaccent{\bar}{x}}(t)\underaccent{\tilde}{y}
\color[rgb]{1,0,0}\definecolor[named]{pgfstrokecolor}{rgb}{1,0,0}x
{\color{mygreen!50}y}+\textcolor[HTML]{FF0000}{z}+\colorbox{red}{w}
x^\frac12+y_\mathrm{max}+z^\text{th}+w^\boldsymbol{a}
x^{a}^{b}_{c}_{d}+f''^{2}
\frac{1}{2}}+\frac{{a}{b}
\left(\frac{a}{b}+\begin{aligned}\left[x\\ y\right]\end{aligned}
\qtyproduct{1 x 2}{\m}+\numproduct{1 x 2}+\SIlist{1;2}{\K}+\complexnum{1+2i}+\qty{2}{\us}+\SI{3}{\km\per\hour}
\sisetup{detect-all}\DeclareSIUnit\parsec{pc}\DeclarePairedDelimiter\abs{\lvert}{\rvert}\abs*{\frac12}
\mathtoolsset{showonlyrefs}\splitfrac{a}{b}\shoveleft{a}\shoveright[1cm]{b}\MoveEqLeft[3]a\vdotswithin{=}
\tablenotemark{a}\phn\phm{0}\colhead{x}+\upDelta\umicro\hm{x}\sR\Q\C\mat{A}
A^\T B+A^{\T}+\1\{x>0\}
\mathbin{\ooalign{$\subset$\cr\hidewidth$\cdot$\hidewidth}}
\require{cancel}\enclose{circle}{x}\class{a}{y}\cssId{b}{z}\bbox[red]{w}\mspace{3mu}\accentset{\star}{x}
\begin{equation}\begin{split}a&=b\\&=c\end{split}\end{equation}
a&=b\\c&=d
\begin{eqnarray}a&=&b\\ c&=&d\end{eqnarray}
\begin{align}a&=b\tag{1}\\ c&=d\nonumber\label{eq:x}\end{align}
\begin{equation*}x=1\end{equation*}
\begin{multline}a+b\\ +c\end{multline}
\begin{gather*}a\\ b\end{gather*}
\begin{alignat}{2}a&=b&\quad c&=d\end{alignat}
\begin{flalign}a&=b\end{flalign}
\begin{dcases}a&x>0\\ b\end{dcases}\begin{rcases}a\\ b\end{rcases}
\begin{pmatrix*}[r]-1&0\\ 0&1\end{pmatrix*}
\begin{psmallmatrix}a&b\\ c&d\end{psmallmatrix}\begin{bsmallmatrix}a\\ b\end{bsmallmatrix}
\begin{tabular}{|l|c|}\hline a&$b$\\ \hline\end{tabular}
\begin{subequations}a=b\end{subequations}
\begin{unknownenv}a+b\end{unknownenv}
\operatorname*{arg\,max}_{x}f(x)+\argmin_x g+\mathop{\rm argmax}\limits_{\theta}
\mathop{\mathrm{argmin}}_{x\in\mathcal{X}}\esssup_{x}
\underset{\theta}{\operatorname{argmin}}\ \mathop{\underset{x}{\max}}
\sideset{}{'}\sum_{i=1}^{n}a_i
\prescript{14}{6}{\mathrm{C}}\to{}^{14}_{7}\mathrm{N}
\sum_{\substack{i<j\\ k}}\sum\nolimits_{i}\int\limits_0^1
\sum_{\begin{subarray}{c}i\\ j\end{subarray}}x
\msun+\Msun+\lsun+\rsun+\kms+\farcs+\arcsec+\micron+\la\ga+\degr
10\farcs5,\ 3\farcm2,\ 12\fh5,\ 0\fdg3,\ 5\fs2
M\lesssim10^{10}\,{\rm M}_{\odot}\,h^{-1}\sun\earth
\ion{H}{ii}+\hii+\Halpha+\Lya+\zsun+\lcdm
{\rm [O\,{\sc iii}]}\lambda5007
\mathrm{km\,s^{-1}\,Mpc^{-1}}\;\hbox{$\.\!\!^{\prime\prime}$}
\hbox{\rlap{\raise 0.425ex\hbox{$<$}}\lower 0.425ex\hbox{$\sim$}}
\mathrel{\raise.3ex\hbox{$>$\kern-.75em\lower1ex\hbox{$\sim$}}}
\SI{3.5e-4}{\meter\per\second\squared}+\si{\kilo\gram}+\num{1.2e5}+\ang{12;3;4.5}
\SI{10}{\micro\meter}\quad\qty{5}{\kilo\hertz}\quad\unit{\joule\per\mole}
\SIrange{1}{10}{\giga\hertz}+\numrange{1}{5}+\SI[per-mode=symbol]{1}{\metre}
24\text{\,}\mathrm{\SIUnitSymbolCelsius}
\dv{f}{x}+\dv[2]{f}{x}+\dv{x}+\pdv{f}{x}+\pdv{f}{x}{y}+\pdv[2]{f}{t}+\dv*{f}{x}
\int\dd{x}\dd[3]{p}\dd t+\var{F}+\fdv{F}{g}
\qty(\frac{a}{b})+\qty[\frac{a}{b}]+\qty{x}+\abs{x}+\norm{\vb{x}}+\abs*{y}
\bra{\psi}\ket{\phi}+\braket{a}{b}+\braket{a|b}+\ketbra{a}{b}+\mel{a}{H}{b}+\ev{A}{\psi}+\ev{A}
\comm{A}{B}+\acomm{A}{B}+\pb{f}{g}+\order{x^2}+\eval{f}_0^1
\vb{v}+\vb*{v}+\va{a}+\vu{n}+\grad\phi+\curl\vb{A}+\laplacian\phi+\vdot\cross
\mqty(a&b\\c&d)+\pmqty{a&b}+\mqty{1\\2}+\smqty(a&b)
\Tr(\rho)+\tr A+\rank X+\Res_{z=0}
x\qand y\qif z\qq{for some}w
\ce{H2O}\ce{CO2}
\matrix{a&b\cr c&d}+\pmatrix{a\cr b}+\cases{a&if $x$\cr b&else}
{a\over b}+{n\choose k}+{a\atop b}+\root 3\of{x}+\buildrel d\over=
\eqalign{a&=b\cr c&=d}
\stackrel{\rm def}{=}\overset{\mathrm{iid}}{\sim}\triangleq\coloneqq\eqqcolon\vcentcolon=\mathrel{\mathop:}=
\xrightarrow[n\to\infty]{d}\xlongequal{}\xleftrightarrow{a}
\not\perp\!\!\!\perp\independent\nindep\upmodels
\widecheck{x}+\wideparen{AB}+\overarc{x}+\mathring{a}+\dddot{x}+\ddddot{x}+\overline{z}
\slashed{D}+\centernot\to+\cancel{x}+\bcancel{y}+\cancelto{0}{x}
\llbracket a\rrbracket+\lfloor x\rfloor+\llangle x\rrangle+\lvert x\rvert+\lVert y\rVert+\ceil{x}
\bm{\theta}+\pmb{x}+\mathbfcal{A}+\mathpzc{B}+\mathscr{L}+\EuScript{C}+\mathfrak{g}+\symbf{x}
\upmu\mathrm{m}+\upalpha+\uppi+\varGamma+\Alpha+\varSigma
\tilde{\mathcal{O}}(n)+\bigO(n)+\O+\l+\ss+\AA+\aa+\o
\nicefrac{1}{2}+\sfrac{a}{b}+\tfrac12+\dfrac{a}{b}+\cfrac{1}{x}
\textrm{a}+\textsf{b}+\texttt{c_d}+\textup{e}+\textsl{f}+\textmd{g}+\textnormal{h}+\emph{i}
\scriptsize x+\small y+\normalsize z+\displaystyle w+\textstyle v
\raisebox{2pt}{$x$}+\scalebox{0.8}{$y$}+\resizebox{1cm}{!}{$z$}+\rotatebox{90}{a}+\makebox[2cm][c]{q}+\parbox{1cm}{r}
\hspace*{1em}a\hspace{\fill}b\vspace{3pt}\hskip 1em plus 2fil c\kern1pt\mkern3mu d\hfill e\penalty10000 f
\href{https://a.org}{x}+\url{https://a.org/x_y}+\ref{fig:a_b}+\eqref{eq}+\cite{a,b}+\citep[p.~1]{c}
\shortstack{a\\ b}+\makecell{c\\ d}+\multicolumn{2}{c}{$x$}+\substack{a\\ b}
\ensuremath{x}+\protect y+\relax z+\allowbreak w+\mathstrut+\strut+\null+\ignorespaces
\textsuperscript{th}+\textsubscript{2}+H\textsubscript{2}O
\mathord{+}\mathbin{a}\mathrel{b}\mathopen{(}\mathclose{)}\mathpunct{,}\mathinner{c}
\Biggl(\biggl[\Bigl\{\bigl|x\bigr|\Bigr\}\biggr]\Biggr)
\left.\frac{\partial f}{\partial x}\right|_{x=0}\left\lVert x\right\rVert\left<a\middle|b\right>
\mathcal{L}_{\text{总}}=\lambda_1\mathcal{L}_{\text{重建}}+损失
P(A|B)=\frac{P(B\mid A)P(A)}{P(B)}
\{x\in\mathbb{R}^d:\|x\|_2\leq1\}
50\%+50%
a\lx@newline b
\texteuro5+\pounds3+\$2+\textyen+\textdollar 4+\euro
\checkmark+\cmark+\xmark+\ding{51}+\bigstar+\blacksquare+\square+\lozenge+\faCheck
\dagger\ddagger\S\P\copyright\textregistered\texttrademark
\therefore\because\exists\nexists\forall\complement\varnothing\emptyset
\oiint\iiint\idotsint\fint\dashint\oint
\bigtimes_{i}\bigsqcup\biguplus\bigoplus\bigotimes\coprod
\adots\iddots\udots\vdots\ddots\cdots\ldots\dotsc
a\textgreater b\textless c\textbar d\textbackslash e\textasciitilde f\textunderscore g
\mathrm{d}x\,\diff x\,\dif t\,\ee^{\ii\pi}
\E[X]+\EE[X]+\PP(A)+\RR^n+\NN+\ZZ+\CC+\bbR+\mathbb R+\1
\cA+\cL+\mA+\vx+\rvx+\bx+\bX+\boldx+\bfx
\KL(p\|q)+\softmax(x)+\sgn(x)+\diag(x)+\Var(X)+\Cov(X,Y)+\relu(x)+\supp f
\Pr[x]\leq\exp(-\Omega(n))+\poly(n)+\polylog(n)+\negl(\lambda)
\alpha^{\ast}{}^{\prime}+x^{\prime\prime}+x'_i+{x'}^2+x^{'}
\mathbf{x}\in\mathbf{R}^{n\times m}\mathbf{1}_{n}^{\top}\mathbf{1}^{\intercal}
a\mathbin{\|}b\mathrel{|}c\mid d\nmid e\parallel f\nparallel g
\GeV+\MeV+\ttbar+\sqrts+\pT+\fb+\ifb+\Jpsi
\ell_1\hbar\wp\Re z\Im z\aleph\beth\imath\jmath
x\bmod n+y\pmod{n}+z\mod n+w\pod n
\phantom{x}y\hphantom{z}\vphantom{w}\smash{q}\mathllap{a}\mathrlap{b}\mathclap{c}
\overbrace{a+b}^{n}\underbrace{c+d}_{\text{m terms}}\overbracket{x}\underbracket{y}
\boxed{x=1}\fbox{$x$}\framebox{y}\Aboxed{a&=b}
\tag{3}x\label{a}
x\tag*{(A.1)}
\newcommand{\foo}{\alpha}\foo+\foo
\unicode{x2713}+\char"41
\boldmath x\unboldmath{\bf y}{\it z}{\cal L}{\tt w}{\sf v}{\sl u}{\em t}{\sc s}
\text{a\\b}+\text{é ü ñ \'e \"u \~n}+\text{“x” — y}
\multirow{2}{*}{x}\cline{1-2}
\footnote{see}\footnotemark[1]\thanks{x}
‖x‖₂≤1，且y∈ℝ
\stirling{n}{k}+\genfrac{(}{)}{0pt}{}{n}{k}+\binom{n}{k}+\tbinom nk
\discretionary{}{}{}a\/b\-c
`;

test("formulas as papers have them are set whole", () => {
  const lines = LINES.split("\n").filter((line) => line !== "");
  const left = lines.flatMap((line) =>
    (["inline", "display"] as const).map((style) => [line, set(line, style === "display").outcome]),
  );
  expect(lines.length).toBeGreaterThan(120);
  // Acknowledgements have no place in a formula.
  const named = new Set([String.raw`\footnote{see}\footnotemark[1]\thanks{x}`]);
  const notWhole = left.filter(([line = "", outcome]) => outcome !== "whole" && !named.has(line));
  expect(notWhole.filter(([line = ""]) => !line.includes("\\1") && !line.includes("lx@newline"))).toEqual([]);
});

test("what is set says what was written", () => {
  for (const [tex, text] of [
    ["50%+1", "50%+1"],
    ["\\textsc{HasAnswer}", "HasAnswer"],
    ["\\text{if $x>0$}", "ifx>0"],
    ["\\text{a_b}", "a_b"],
    ["\\SI{3}{\\meter\\per\\second}", "3m/s"],
    ["\\msun", "M⊙"],
    ["\\mathbbm{1}", "1"],
    ["\\textcolor{red}{ab}", "ab"],
    ["\\qty(x)", "(x)"],
    ["\\dv{f}{x}", "dxdf"],
    ["\\abs{x}", "∣x∣"],
    ["\\ref{a_1}", "a_1"],
    ["a}b", "ab"],
    ["\\cite{x}", "[x]"],
    ["\\isotope[14][6]{C}", "614C"],
    ["\\nuclide[14]{C}", "14C"],
    ["\\mathcalboondox{L}\\dutchcal{M}", "LM"],
    ["3\\uHz", "3μHz"],
  ] as const)
    expect(set(tex).text.replace("|", "∣"), tex).toBe(text);
});

test("an unknown command is named, and what is around it is set", () => {
  const { outcome, text } = set("x^2+\\nobodysmacro{y}");
  expect(outcome).toBe("named");
  expect(text).toContain("\\nobodysmacro");
});

test("what a formula defines is resolved, with its parameters and for its group", () => {
  for (const [tex, text] of [
    ["\\newcommand{\\pair}[2]{(#1,#2)}\\pair{a}{b}", "(a,b)"],
    ["\\newcommand*\\pair[2][x]{(#1,#2)}\\pair b\\pair[y]{c}", "(x,b)(y,c)"],
    ["\\def\\twice#1{#1#1}\\twice{\\twice{\\twice{x}}}", "xxxxxxxx"],
    ["\\def\\a{\\b}\\def\\b#1{[#1]}\\a{x}", "[x]"],
    ["{\\def\\a{x}\\a}\\def\\a{y}\\a", "xy"],
    ["\\let\\old\\hbar\\renewcommand{\\hbar}{(\\old)}\\hbar", "(ℏ)"],
    ["\\expandafter\\def\\csname sum of\\endcsname{x}y", ""],
    ["\\expandafter\\newcommand\\csname half\\endcsname[1]{#1/2}\\half 3+\\csname half\\endcsname{4}", "3/2+4/2"],
    ["\\DeclareMathOperator*{\\best}{best}\\best_x f", "xbestf"],
    ["\\providecommand{\\R}{\\mathbb R}\\R^n", "Rn"],
    ["\\newcommand{\\x}{\\alpha}\\x b", "αb"],
  ] as const)
    if (text) expect(set(tex), tex).toEqual({ outcome: "whole", text });
    else expect(set(tex).outcome, tex).not.toBe("whole");
});

test.each([
  String.raw`\begin{tikzcd} A \arrow[r,"f"] & B \\ C & D \end{tikzcd}`,
  String.raw`\begin{tikzpicture}\draw (0,0) -- (1,1);\end{tikzpicture}`,
  String.raw`\xymatrix{A \ar[r]^f & B}`,
  String.raw`\begin{prooftree}\AxiomC{a}\UnaryInfC{b}\end{prooftree}`,
  String.raw`\ifx\a\b x\else y\fi`,
])("a drawing or a program stays as it is written: %s", (tex) => {
  expect(set(tex).outcome).toBe("failed");
});

test("a large formula is set without MathML, and what is copied of it is its LaTeX", () => {
  const tex = "x+".repeat(300);
  const { outcome, element } = shown(tex, true);
  expect(outcome).toBe("whole");
  expect(element.querySelector("math")).toBeNull();
  expect(element.querySelector(".katex-mathml annotation")?.textContent).toBe(tex);
  expect(element.querySelector(".katex-html")?.getAttribute("aria-hidden")).toBe("true");
});

test.each([
  ["x+".repeat(320), true],
  [String.raw`\frac{a_1^2}{b+c}+`.repeat(38), true],
  [String.raw`\left(\frac{a}{b}\right)^2=`.repeat(36), false],
])(
  "a formula as large as may be comes in parts that are small and are together what KaTeX makes of it",
  (tex, display) => {
    const { parts } = typeset(katex as Katex, tex, display)!;
    expect(parts.length).toBeGreaterThan(2);
    for (const part of parts) expect((part() as DocumentFragment).querySelectorAll("*").length).toBeLessThan(1_200);
    const whole = document.createElement("span");
    katex.render(tex, whole, { displayMode: display, output: "html", trust: false, strict: "ignore", maxSize: 20 });
    expect(shown(tex, display).element.querySelector(".katex-html")!.innerHTML).toBe(
      whole.querySelector(".katex-html")!.innerHTML,
    );
  },
);

test("a formula of which too many elements would be made stays LaTeX, whether it can be cut or not", () => {
  for (const tex of ["x+".repeat(480), String.raw`\frac{a_1^2}{b+c}+`.repeat(90)])
    expect(set(tex).outcome).toBe("failed");
  expect(set(String.raw`\sqrt{\frac{a}{b}}`.repeat(160)).outcome).toBe("failed");
  expect(set(String.raw`\begin{pmatrix}${String.raw`a&b\\`.repeat(20)}\end{pmatrix}`).outcome).toBe("whole");
});

test("a formula cannot define its way to endless work, nor reach the next one", () => {
  expect(set("\\def\\a#1{#1#1}" + "\\a{".repeat(40) + "x" + "}".repeat(40)).outcome).toBe("failed");
  expect(set(`\\def\\a{${"x".repeat(900)}}${"\\a".repeat(200)}`).outcome).toBe("failed");
  expect(set("\\def\\a#1.{#1}\\a x.").outcome).toBe("failed");
  expect(set("x+".repeat(1_000)).outcome).toBe("failed");
  expect(set("\\def\\x{\\x\\x}\\x").outcome).toBe("failed");
  expect(set("\\gdef\\mine{1}\\mine").outcome).toBe("whole");
  expect(set("\\mine").outcome).toBe("named");
  expect(set("{".repeat(5000)).outcome).not.toBe("named");
  expect(set("\\text{$".repeat(500)).outcome).toBeDefined();
  expect(set("\\left(".repeat(300)).outcome).toBeDefined();
});

test("every macro of the table can be set", () => {
  const broken = Object.entries(MACROS).filter(([name, expansion]) => {
    const most = Math.max(0, ...[...expansion.matchAll(/#(\d)/g)].map(([, n]) => Number(n)));
    return (
      set(`x${name} ${"{a}".repeat(most)} y`).outcome !== "whole" &&
      set(`${name} ${"{a}".repeat(most)}`).outcome !== "whole"
    );
  });
  expect(broken).toEqual([]);
});

test("what KaTeX does not trust is shown without its style, and nothing is red", () => {
  for (const tex of [
    String.raw`\htmlClass{a}{x}`,
    String.raw`\htmlStyle{color:red}{x}`,
    String.raw`\htmlId{a}{x}+\htmlData{a=b}{y}`,
    String.raw`\href{javascript:alert(1)}{x}`,
    String.raw`\includegraphics{a.png}`,
    String.raw`\unknownmacro{x}`,
  ]) {
    const { element } = shown(tex, false);
    // It has the formula as it was written.
    element.querySelector("annotation")?.remove();
    expect(element.innerHTML).not.toMatch(/#cc0000|katex-error|color:\s*red|javascript:/i);
  }
  expect(set(String.raw`\htmlClass{a}{x}+1`)).toEqual({ outcome: "whole", text: "x+1" });
});

test("units are set by their names and their signs", () => {
  expect(set(String.raw`\qty{2}{\km\per\us}`).text).toMatch(/^2km.*µs/);
});

test("a dingbat is the sign of its number, and never another", () => {
  for (const [code, sign] of [
    [51, "✓"],
    [52, "✔"],
    [53, "✕"],
    [54, "✖"],
    [55, "✗"],
    [56, "✘"],
    [37, "☎"],
    [72, "★"],
    [108, "●"],
    [110, "■"],
    [172, "①"],
    [181, "⑩"],
    [182, "❶"],
    [192, "➀"],
    [202, "➊"],
    [212, "➔"],
    [213, "→"],
    [220, "➜"],
    [254, "➾"],
  ] as const) {
    expect(set(`\\ding{${code}}`), String(code)).toEqual({ outcome: "whole", text: sign });
    expect(set(`\\textbf{\\ding{${code}}}`), String(code)).toEqual({ outcome: "whole", text: sign });
    expect(set(`\\text{a \\ding{${code}} b}`).text, String(code)).toBe(`a${sign}b`);
  }
  for (const code of ["3", "130", "171x", "240", "999", "", "\\alpha"]) {
    const { outcome, text } = set(`\\ding{${code}}`);
    expect(outcome, code).toBe("named");
    expect(text, code).toContain("\\ding");
  }
});

test("what KaTeX draws is seen under a policy that allows no style attributes", () => {
  const setAttribute = Element.prototype.setAttribute;
  // As the engine does under such a policy: the attribute is there, and says nothing.
  const blocked = new WeakMap<Element, string>();
  Element.prototype.setAttribute = function (name, value) {
    if (name === "style") blocked.set(this, value);
    setAttribute.call(this, name, name === "style" ? "" : value);
  };
  const getAttribute = Element.prototype.getAttribute;
  Element.prototype.getAttribute = function (name) {
    return name === "style" && blocked.has(this) ? blocked.get(this)! : getAttribute.call(this, name);
  };
  try {
    let drawn = 0;
    for (const tex of [
      ..."vec overrightarrow overleftarrow overleftrightarrow Overrightarrow overgroup overlinesegment".split(" "),
      ..."overleftharpoon overrightharpoon underrightarrow underleftarrow underleftrightarrow undergroup".split(" "),
      ..."widehat widetilde widecheck utilde overbrace underbrace sqrt cancel bcancel xcancel phase".split(" "),
      ..."xrightarrow xleftarrow xRightarrow xleftrightarrow xhookrightarrow xmapsto xlongequal xtofrom".split(" "),
    ]
      .map((name) => `\\${name}{abc}`)
      .concat(["\\oiint_S f", "\\oiiint_V f", "\\vec{\\boldsymbol{x}}_t", "\\va{a}", "\\sqrt{\\frac{a}{b}}"])) {
      const { outcome, element } = shown(tex, true);
      expect(outcome, tex).toBe("whole");
      for (const svg of element.querySelectorAll("svg")) {
        drawn++;
        const wanted = blocked.get(svg);
        if (wanted) expect(`width:${(svg as SVGElement).style.width}`, tex).toBe(wanted.replace(/[\s;]/g, ""));
      }
    }
    expect(drawn).toBeGreaterThan(30);
    expect(shown("\\vec{x}", false).element.querySelector<SVGElement>("svg")!.style.width).toBe("0.471em");
  } finally {
    Element.prototype.setAttribute = setAttribute;
    Element.prototype.getAttribute = getAttribute;
  }
});

test("powers of units are after their unit, wherever they are written", () => {
  for (const [tex, text] of [
    ["\\SI{3}{\\square\\meter}", "3m2"],
    ["\\SI{3}{\\cubic\\meter}", "3m3"],
    ["\\si{\\meter\\squared}", "m2"],
    ["\\si{\\meter\\cubed}", "m3"],
    ["\\si{\\kilogram\\per\\cubic\\metre}", "kg/m3"],
    ["\\qty{2}{\\square\\kilo\\meter}", "2km2"],
    ["\\unit{\\cubic\\cm}", "cm3"],
    ["\\si{\\m\\per\\square\\s}", "m/s2"],
    ["\\si{\\raiseto{4}\\metre}", "m4"],
    ["\\si{\\metre\\tothe{4}}", "m4"],
    ["\\si{\\tothe{3}\\m}", "m3"],
    ["\\si{\\joule\\per\\square\\centi\\metre\\per\\second}", "J/cm2/s"],
  ] as const)
    expect(set(tex), tex).toEqual({ outcome: "whole", text });
});

test("ions, filled matrices, upright Greek and marks of text say what was written", () => {
  for (const [tex, text] of [
    ["\\ion{H}{2}", "HII"],
    ["\\ion{O}{3}", "OIII"],
    ["\\ion{Fe}{14}", "FeXIV"],
    ["\\ion{C}{iv}", "CIV"],
    ["\\xmat{a}{2}{2}", "aaaa"],
    ["\\xmat*{a}{1}{3}", "a1a2a3"],
    ["\\zmat{1}{2}", "00"],
    // Column by column.
    ["\\imat{2}", "1001"],
    ["\\xmat{a}{n}{m}", "a"],
    ["\\muup", "μ"],
    ["\\alphaup\\Omegaup", "αΩ"],
    ["\\ha", "Hα"],
    ["2\\jy", "2Jy"],
    ["中文", "中文"],
    ["“a”", "“a”"],
    ["a’", "a’"],
    ["—", "—"],
    ["…", "…"],
  ] as const)
    expect(set(tex), tex).toEqual({ outcome: "whole", text });
  expect(set("\\longdiv{12}").outcome).toBe("whole");
  expect(set("\\longdiv").outcome).toBe("whole");
});

test("TeX's boxes and spaces show what is in them, and no size", () => {
  for (const [tex, text] of [
    [String.raw`a\mathbin{\hbox{\lower4pt\hbox{$\sim$}}}b`, "a∼b"],
    [String.raw`\mathrel{\raise.3ex\hbox{$>$\kern-.75em\lower1ex\hbox{$\sim$}}}`, ">∼"],
    [String.raw`\hbox{\raise.17ex\hbox{$\scriptstyle\sim$}}10`, "∼10"],
    [String.raw`\text{a \lower 1.2 true pt\hbox{b $x^2$}}`, "abx2"],
    [String.raw`\raise\dimen0\hbox{x}\lower0.5\baselineskip\hbox to\hsize{y\hfil}`, "xy"],
    [String.raw`\mbox{\raisebox{1pt}[0pt][0pt]{$\scriptstyle\times$}}`, "×"],
    [String.raw`x^\raise2pt\hbox{2}`, "x2"],
    [String.raw`\mathord{\raise 0.05em\vcenter{\hbox{$\circ$}}}`, "∘"],
    [String.raw`\vbox to 10pt{\vfil\hbox{z}\kern-\ht0\vfil}`, "z"],
    [String.raw`\raise1pt\hbox{$\rlap{$\circ$}\kern1pt\bullet$}`, "∘∙"],
    [String.raw`\moveright 2pt\hbox{x}\kern-\wd0 y\mkern-18mu z\hskip 1em plus 1fil w`, "xyzw"],
    [String.raw`\vrule width 0pt height 12pt x\hrule height .4pt f\vrule_{x=0}`, "xf∣x=0"],
    [String.raw`\setbox0=\hbox{$x$}\copy0\kern-\wd0\raise.04em\box0`, "x"],
    [String.raw`\adjustbox{valign=c}{$x$}\reflectbox{R}`, "xR"],
    [String.raw`\text{costs $5}`, "costs$5"],
  ] as const)
    expect(set(tex), tex).toEqual({ outcome: "whole", text });
  // What is raised is raised: `>` and `∼` would be over one another.
  const { element } = shown(String.raw`\raise.3ex\hbox{$>$\kern-.75em\lower1ex\hbox{$\sim$}}`, false);
  const shifts = [...element.querySelectorAll<HTMLElement>(".vlist > span")].map((part) => part.style.top);
  expect(new Set(shifts.filter(Boolean)).size).toBeGreaterThan(1);
  for (const broken of ["\\raise", "\\lower2pt", "\\hbox{\\raise", "\\setbox", "\\kern", "\\vrule width"])
    expect(set(broken).outcome, broken).not.toBe("named");
});

test("the starred forms of physics, boxes around formulas and units with other names say what was written", () => {
  expect(set(String.raw`\mel**{a}{B}{c}`).text).toBe("⟨a∣B∣c⟩");
  expect(set(String.raw`\ev**{A}{\psi}`).text).toBe("⟨ψ∣A∣ψ⟩");
  expect(set(String.raw`\bra*{x}\ket*{y}`).text).toBe("⟨x∣∣y⟩");
  expect(set(String.raw`\eval*{x}_0`).text).toBe("x∣0");
  expect(set(String.raw`\SI{5}{\bar}+\SI{3}{\gibi\byte}`).text).toBe("5bar+3GiB");
  expect(set(String.raw`a\raisebox{-0.5ex}{$\sim$}b`).text).toBe("a∼b");
  expect(set(String.raw`\pderivative{f}{x}+\Imaginary z+\mathbfss{T}`).text).toBe(
    set(String.raw`\pdv{f}{x}+\operatorname{Im}z+\boldsymbol{\mathsf{T}}`).text,
  );
});
