//! Names in the letters of other languages, in Greek letters and formulas, and with signs.

use super::*;
use paperboy_search::matches_in;

/// Each text is found by each, strictly and by no looser words, and what is marked in it is on
/// whole characters.
fn find_each_other(names: &[&str]) {
    let library = Library::titled(names);
    let all: Vec<u64> = (1..=names.len() as u64).collect();
    for name in names {
        assert_eq!(library.strict(name), all, "{name}");
        for title in names {
            let query = parse(name, "2026-01-02".parse().unwrap());
            let marks = matches_in(&query, Field::Title, title, false);
            assert_eq!(marks.first().map(|mark| mark.0), Some(0), "{name} in {title}: {marks:?}");
        }
        assert_eq!(library.answer(&format!("{name} -{name}")).hits, [], "{name}");
    }
}

#[test]
fn letters_with_strokes_and_ligatures_are_found_without_and_with_them() {
    for names in [
        &["Łukasz", "Lukasz", "łukasz"][..],
        &["Đorđe", "Dorde", "Ðorðe"],
        &["Straße", "STRASSE", "STRAẞE"],
        &["Jørgen", "Jorgen", "jǿrgen"],
        &["Bjarkø", "Bjarko"],
        &["Æsop", "Aesop"],
        &["cœur", "coeur"],
        &["Þór", "Thor"],
        &["Ħamrun", "Hamrun"],
        &["Kılıç", "Kilic", "KILIÇ"],
        &["Ŧávvu", "tavvu"],
        &["Əliyev", "Aliyev"],
        &["İstanbul", "istanbul"],
        &["Nguyễn", "Nguyen"],
    ] {
        find_each_other(names);
    }
}

#[test]
fn greek_letters_their_names_and_formulas_find_each_other() {
    for names in [
        &[
            "pi0.5",
            "π0.5",
            "π_{0.5}",
            "$\\pi_{0.5}$",
            "\\pi_{0.5}",
            "π₀.₅",
            "$\\pi_{\\text{0.5}}$",
            "\\pi _{0.5}",
            "π_0.5",
            "pi-0.5",
            "𝜋_{0.5}",
        ][..],
        &[
            "pi0",
            "π0",
            "π_0",
            "π₀",
            "$\\pi_0$",
            "\\pi_0",
            "$\\pi_{0}$",
            "pi_0",
            "$\\boldsymbol{\\pi}_0$",
        ],
        &["beta-VAE", "β-VAE", "$\\beta$-VAE", "\\beta-VAE", "βVAE", "betaVAE", "ϐ-VAE"],
        &["tau2-bench", "τ²-bench", "$\\tau^2$-bench", "$\\tau^{2}$-Bench"],
        &["Delta E", "ΔE", "Δ E", "\\Delta E", "$\\Delta$E", "delta-E", "∆E"],
        &["2 pi", "2π", "2\\pi", "2-pi"],
        &["chi2", "χ²", "\\chi^2", "χ^{2}", "chi^2"],
        &["muP", "μP", "µP", "$\\mu$P"],
        &[
            "alpha-beta-CROWN",
            "αβ-CROWN",
            "α-β-CROWN",
            "$\\alpha\\beta$-CROWN",
            "\\alpha\\beta-CROWN",
        ],
        &["epsilon-greedy", "ε-greedy", "ϵ-greedy", "$\\varepsilon$-greedy", "$\\epsilon$-greedy"],
        &["Delta", "Δ", "\\Delta", "∆"],
        &["l2", "ℓ2", "ℓ_2", "$\\ell_2$", "L2", "L_{2}"],
        &["k-means", "$k$-means", "$k$-Means"],
        &["σ", "sigma", "\\sigma", "ς"],
    ] {
        find_each_other(names);
    }
    let library = Library::titled(&["π_0: a model", "the pipe 0", "beta and gamma", "λόγος", "Qβ"]);
    assert_eq!(library.strict("pi0"), [1]);
    assert_eq!(library.strict("π"), [1]);
    assert_eq!(library.strict("β"), [3, 5]);
    assert_eq!(library.strict("λόγος"), [4]);
    assert_eq!(library.strict("λόγ*"), [4]);
    assert_eq!(library.strict("\"π0 a model\""), [1]);
}

#[test]
fn names_with_signs_are_words() {
    let library = Library::titled(&[
        "Tools in C# and C++",
        "a letter c on its own",
        "F# and .NET",
        "Node.js servers",
        "a node and js",
        "A* search",
        "a search",
        "PointNet++ and HumanEval+",
        "PointNet and HumanEval",
        "ASP.Net",
        "C♯ 语言",
        "C++17与模板",
        "sum a+b of c",
        "RRT* 规划",
    ]);
    for (query, expected) in [
        ("C#", vec![1, 11]),
        ("c#", vec![1, 11]),
        ("C♯", vec![1, 11]),
        ("c＋＋", vec![1, 12]),
        ("C++", vec![1, 12]),
        ("C++17", vec![12]),
        ("C", vec![2, 13]),
        ("F#", vec![3]),
        (".NET", vec![3, 10]),
        (".net", vec![3, 10]),
        ("net", vec![3, 8, 9, 10]),
        ("Node.js", vec![4]),
        ("nodejs", vec![4]),
        ("node", vec![4, 5]),
        ("js", vec![4, 5]),
        ("A*", vec![6]),
        ("title:A*", vec![6]),
        ("-A* search", vec![7]),
        ("\"A* search\"", vec![6]),
        ("PointNet++", vec![8]),
        ("PointNet", vec![8, 9]),
        ("HumanEval+", vec![8]),
        ("humaneval", vec![8, 9]),
        ("asp.net", vec![10]),
        ("a+b", vec![13]),
        ("rrt*", vec![14]),
        ("rrt", vec![14]),
        ("C# -C++", vec![11]),
        ("\"C# and C++\"", vec![1]),
    ] {
        assert_eq!(library.strict(query), expected, "{query}");
    }
    assert_eq!(library.looser("C#"), Vec::<u64>::new(), "a letter says little");
    assert_eq!(library.looser("PointNet++"), [9]);
}
