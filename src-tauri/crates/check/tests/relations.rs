//! What a sentence says of how one thing lies to another, or of where a change goes, and the same
//! turned round: each rule with a sentence that the paper supports and one that it contradicts.
#![allow(clippy::unwrap_used)]

mod common;

use common::{all_right, article};
use paperboy_paper::article::{Article, Block, Caption, Table, Text};

fn table(caption: &str, rows: &[&str]) -> Block {
    let cells = |row: &&str| row.split('|').map(|cell| Text::words(cell.trim())).collect();
    Block::Table(Table {
        caption: Some(Caption { label: Some("Table 1".to_owned()), text: Text::words(caption) }),
        header: cells(&rows[0]),
        rows: rows[1..].iter().map(cells).collect(),
    })
}

fn prose(text: &str) -> Block {
    Block::Paragraph(Text::words(text))
}

fn models() -> Article {
    article(vec![
        prose("BE is the boundary error, the distance between borders."),
        table(
            "Main results.",
            &[
                "Model | Acc. (%) | BE ↓ | Latency (ms) | Memory (GB)",
                "AlphaNet | 71.2 | 6.4 | 790 | 24.2",
                "BetaNet | 68.4 | 7.7 | 1730 | 38.6",
                "GammaNet | 65.3 | 9.1 | 305 | 9.4",
            ],
        ),
    ])
}

#[test]
fn a_cell_lies_to_a_named_one_as_the_sentence_says() {
    all_right(
        &models(),
        &[
            ("BetaNet 的显存低于我们的 AlphaNet，仅为 38.6 GB。", "-38.6"),
            ("BetaNet 的显存高于我们的 AlphaNet，为 38.6 GB。", "+38.6"),
            ("AlphaNet is slower than BetaNet: it takes 790 ms.", "-790"),
            ("AlphaNet is faster than BetaNet: it takes 790 ms.", "+790"),
            ("AlphaNet 的边界误差为 6.4，不如 BetaNet。", "-6.4"),
            ("AlphaNet 的边界误差为 6.4，优于 BetaNet。", "+6.4"),
            ("AlphaNet has a higher boundary error (6.4) than BetaNet.", "-6.4"),
            ("AlphaNet has a lower boundary error (6.4) than BetaNet.", "+6.4"),
            ("GammaNet, at 65.3%, outperforms BetaNet.", "-65.3"),
            ("GammaNet, at 65.3%, trails BetaNet.", "+65.3"),
            ("AlphaNet trails BetaNet by 2.8 points.", "-2.8"),
            ("AlphaNet beats BetaNet by 2.8 points.", "+2.8"),
            ("AlphaNet 的延迟比 BetaNet 低 940 ms。", "+940"),
            ("AlphaNet 的延迟比 BetaNet 高 940 ms。", "-940"),
        ],
    );
}

#[test]
fn a_comparison_of_something_else_says_nothing_of_a_cell() {
    all_right(
        &models(),
        &[
            ("AlphaNet beats GammaNet but needs 24.2 GB.", "+24.2"),
            ("AlphaNet outperforms GammaNet at a latency of 790 ms.", "+790"),
            ("AlphaNet 的准确率高于 GammaNet，延迟为 790 ms。", "+790"),
            ("AlphaNet is no faster than GammaNet: it takes 790 ms.", "+790"),
        ],
    );
}

#[test]
fn the_highest_and_the_lowest_of_a_column_are_not_taken_for_one_another() {
    all_right(
        &models(),
        &[
            ("AlphaNet has the highest accuracy, 71.2%.", "+71.2"),
            ("AlphaNet has the lowest accuracy, 71.2%.", "-71.2"),
            ("AlphaNet 的准确率最低，为 71.2%。", "-71.2"),
            ("GammaNet has the slowest inference, a latency of 305 ms.", "-305"),
            ("GammaNet has the fastest inference, a latency of 305 ms.", "+305"),
            ("GammaNet 的边界误差最大，为 9.1。", "+9.1"),
            ("GammaNet 的边界误差最小，为 9.1。", "-9.1"),
            // Neither the highest nor the lowest: of which others it is said is not known.
            ("BetaNet has the highest accuracy, 68.4%.", "+68.4"),
        ],
    );
}

#[test]
fn a_sentence_of_the_paper_shows_where_a_figure_goes() {
    let article = article(vec![prose(
        "Adherence to the measurements fell from 93% in the first month to 78% in the last. \
         The effect was larger in people under 70 (−7.1 mmHg) than in older ones (−4.2 mmHg). \
         Costs were 186 euros per person higher with remote titration. \
         The reaction gives off heat (−49.5 kJ/mol). \
         At a delay of 8.5 ms the distribution of intervals suddenly shrinks. \
         A random polarisation would weaken the limit by 8%. \
         Three quarters of these have fewer than a thousand tasks. \
         Without the cache the throughput falls by 47%. \
         It has a lifetime of 5.4 h instead of 1.9 h. \
         The dropout was lower in the treated schools, 6.1%, than in the control schools, 8.8%. \
         Offloading brings the memory down to 29.7 GB. \
         The click rate is 23% below that of daily users. \
         CZ-5 has an activation energy of 52.3 kJ/mol and CuZnAl one of 68.9 kJ/mol.",
    )]);
    all_right(
        &article,
        &[
            ("依从性由第一个月的 78% 升到最后一个月的 93%。", "-78% -93%"),
            ("依从性由第一个月的 93% 降到最后一个月的 78%。", "+78% +93%"),
            ("The effect was larger in people under 70 (−7.1 mmHg) than in older ones.", "+7.1"),
            ("Costs were 186 euros per person lower with remote titration.", "-186"),
            ("Costs were 186 euros per person higher with remote titration.", "+186"),
            ("The reaction is exothermic (−49.5 kJ/mol).", "+49.5"),
            ("At a delay of 8.5 ms the distribution narrows.", "+8.5"),
            ("若假定随机极化，限制会放宽 8%。", "+8%"),
            ("Adherence rose from 93% in the first month to 78% in the last.", "-93% -78%"),
            ("The cache raises the throughput by 47%.", "+47%"),
            ("Without the cache the throughput rises by 47%.", "-47%"),
            ("CZ-5 has a higher energy (52.3 kJ/mol) than CuZnAl (68.9 kJ/mol).", "-52.3 -68.9"),
            ("CZ-5 has a lower energy (52.3 kJ/mol) than CuZnAl (68.9 kJ/mol).", "+52.3 +68.9"),
            ("Its lifetime is cut to 5.4 h.", "-5.4"),
            ("Its lifetime is extended to 5.4 h.", "+5.4"),
            ("Dropout was lower in the treated schools, at 6.1%.", "+6.1%"),
            ("Offloading pushes the memory up to 29.7 GB.", "-29.7"),
            ("Offloading brings the memory down to 29.7 GB.", "+29.7"),
            ("点击率比日活用户高 23%。", "-23%"),
            ("点击率比日活用户低 23%。", "+23%"),
        ],
    );
}

#[test]
fn what_may_be_true_is_not_contradicted() {
    let article = article(vec![prose(
        "The 99th percentile of the delay worsens from 23 ms to 31 ms. \
         In heavy rain Sedge trails RawNeRF-S by 0.8 dB. \
         A memory of past tasks lifts PilotNet by 3.2 points but raises its steps. \
         English to Icelandic: 8.31 down to 5.69. \
         With sorting switched off, LongBench loses 2.2 points. \
         When the ratio exceeds 10 times, performance begins to fall.",
    )]);
    all_right(
        &article,
        &[
            ("P99 延迟由 23 ms 恶化到 31 ms。", "+23 +31"),
            ("The delay falls from 23 ms to 31 ms.", "-23 -31"),
            ("In heavy rain, RawNeRF-S remains ahead of Sedge by 0.8 dB.", "+0.8"),
            ("In heavy rain, RawNeRF-S trails Sedge by 0.8 dB.", "-0.8"),
            ("In heavy rain, Sedge beats RawNeRF-S by 0.8 dB.", "-0.8"),
            ("Adding a memory of earlier tasks improves PilotNet by 3.2 points.", "+3.2"),
            ("A memory of earlier tasks lowers PilotNet by 3.2 points.", "-3.2"),
            ("English to Icelandic improves the most, from 8.31 to 5.69.", "+8.31 +5.69"),
            ("English to Icelandic rises the most, from 8.31 to 5.69.", "-8.31 -5.69"),
            ("关闭排序后，LongBench 上升 2.2 个点。", "-2.2"),
            ("压缩比在 10 倍以内时性能良好。", "+10"),
        ],
    );
    all_right(
        &models(),
        &[
            ("AlphaNet 的边界误差为 6.4，明显低于 BetaNet 的 7.7。", "+6.4 +7.7"),
            ("AlphaNet 的边界误差为 6.4，明显高于 BetaNet 的 7.7。", "-6.4 -7.7"),
            ("AlphaNet (71.2) beats BetaNet (68.4) and GammaNet-2 (65.3).", "+71.2 +68.4 +65.3"),
            ("AlphaNet (71.2) beats BetaNet (68.4), GammaNet (65.3).", "+71.2 +68.4 +65.3"),
            ("GammaNet (65.3) beats AlphaNet (71.2).", "-65.3"),
        ],
    );
}

#[test]
fn what_is_compared_with_may_have_other_settings() {
    let article = article(vec![table(
        "Speed.",
        &[
            "Method | Backend | Pages/s ↑ | ZH $\\Leftrightarrow$ XX | XX $\\Leftrightarrow$ XX",
            "AlphaNet | FastDeploy | 1.43 | 0.806 | 0.734",
            "BetaNet 405B | vLLM | 0.28 | 0.712 | 0.691",
        ],
    )]);
    all_right(
        &article,
        &[
            (
                "With FastDeploy, AlphaNet has 1.43 pages/s, faster than BetaNet at 0.28.",
                "+1.43 +0.28",
            ),
            ("AlphaNet 的 ZH⇔XX 从 0.712 升至 0.806。", "+0.806"),
            ("BetaNet 的 ZH⇔XX 为 0.806。", "-0.806"),
        ],
    );
}

#[test]
fn two_changes_in_one_sentence_and_a_scale_are_read_apart() {
    let article = article(vec![
        table(
            "Word error rate (%) by noise.",
            &["System | Quiet | Loud", "AlphaNet | 5.2 | 13.9", "Baseline | 6.9 | 21.4"],
        ),
        prose("The loss needs 4,096 activations in our case, against 8.4 million for the batch."),
    ]);
    all_right(
        &article,
        &[
            (
                "嘈杂条件下 WER 由 21.4% 降到 13.9%，安静条件下由 6.9% 降到 5.2%。",
                "+21.4% +13.9% +6.9% +5.2%",
            ),
            ("激活数从 840万 减到 4096。", "+840万 +4096"),
        ],
    );
}

#[test]
fn a_value_is_reached_from_that_of_a_named_base() {
    let article = article(vec![
        prose("BE is the boundary error, the distance between borders."),
        table(
            "Ablation.",
            &[
                "Variant | Acc. (%) | BE ↓",
                "Baseline | 68.4 | 7.7",
                "AlphaNet-SFT | 66.1 | 8.3",
                "AlphaNet-RL | 71.2 | 6.4",
            ],
        ),
    ]);
    all_right(
        &article,
        &[
            ("相对 baseline，AlphaNet-SFT 把准确率提升到 66.1%。", "-66.1"),
            ("相对于 baseline，AlphaNet-RL 把准确率提升到 71.2%。", "+71.2"),
            ("AlphaNet-SFT improves accuracy over the baseline, to 66.1%.", "-66.1"),
            ("AlphaNet-RL improves accuracy over the baseline, to 71.2%.", "+71.2"),
            ("With AlphaNet-SFT the boundary error rises to 8.3 relative to the baseline.", "+8.3"),
        ],
    );
}

#[test]
fn a_column_runs_along_another_one_as_the_sentence_says() {
    let article = article(vec![table(
        "Bearings under load.",
        &[
            "Load (kN) | Friction (N) | Life (h)",
            "10 | 3.1 | 905",
            "20 | 3.6 | 874",
            "40 | 4.4 | 791",
            "80 | 5.9 | 652",
        ],
    )]);
    all_right(
        &article,
        &[
            ("As the load rises to 40 kN, the life grows to 791 h.", "-791"),
            ("As the load rises to 40 kN, the life falls to 791 h.", "+791"),
            ("As the load falls to 20 kN, the life grows to 874 h.", "+874"),
            ("随着载荷增大到 80 kN，寿命延长到 652 h。", "-652"),
            ("随着载荷增大到 80 kN，寿命缩短到 652 h。", "+652"),
            ("随着载荷减小到 10 kN，摩擦力降至 3.1 N。", "+3.1"),
            ("随着载荷增大到 40 kN，摩擦力降至 4.4 N。", "-4.4"),
        ],
    );
}

#[test]
fn a_sentence_sets_what_others_find_against_the_authors_own() {
    let article = article(vec![
        prose("For the inner arm, they find a width of 2.563 km, whereas we obtain 2.621 km."),
        prose("Kim et al. report a depth of 41.5 m, but we measure 38.2 m."),
    ]);
    all_right(
        &article,
        &[
            ("内臂的宽度此前测得 2.621 km。", "-2.621"),
            ("内臂的宽度此前测得 2.563 km。", "+2.563"),
            ("本文测得内臂的宽度为 2.563 km。", "-2.563"),
            ("本文测得内臂的宽度为 2.621 km。", "+2.621"),
            ("For the inner arm the width rises to 2.621 km.", "+2.621"),
            ("The width of the inner arm falls to 2.621 km.", "-2.621"),
            ("The depth that was previously reported is 38.2 m.", "-38.2"),
            ("This work finds a depth of 38.2 m.", "+38.2"),
            ("The depth falls to 38.2 m.", "+38.2"),
        ],
    );
}

#[test]
fn symbols_and_settings_are_labels() {
    let stars = |caption: &str, rows: [&str; 2]| {
        let head = "$\\rho_{c}$ | $R$ (km) | $\\nu_{0}$ (kHz) | $\\nu_{1}$ (kHz)";
        let all = [head, rows[0], rows[1]];
        table(caption, &all)
    };
    let article = article(vec![
        stars(
            "Data for the polytrope with n=1.",
            ["2.5 | 8.973 | 2.905 | 8.163", "3.5 | 8.415 | 2.114 | 7.902"],
        ),
        stars(
            "Data for the polytrope with n=0.8.",
            ["2.5 | 8.199 | 1.455 | 7.610", "3.5 | 8.015 | 1.206 | 7.417"],
        ),
        table("Errors for k=4.", &["Method | Error", "AlphaNet | 3.27", "BetaNet | 4.61"]),
        table(
            "Coefficients.",
            &[
                "Coefficient | C_{(~)0} | C_{(~)1} | C_{(~)3}",
                "C_{L} | 0.0215 | 4.6431 | -9.6098",
                "C_{D} | 0.0355 | -0.1171 | 0.8908",
            ],
        ),
    ]);
    all_right(
        &article,
        &[
            ("n = 1 时，基模 ν0 为 8.163 kHz。", "-8.163"),
            ("n = 1 时，ν1 为 8.163 kHz。", "+8.163"),
            ("For the polytrope with n = 1, ν_0 equals 2.905 kHz.", "+2.905"),
            ("For the polytrope with n = 1, ν_1 equals 7.610 kHz.", "-7.610"),
            ("For n = 0.8, ν₁ is 7.610 kHz.", "+7.610"),
            ("For n = 1 the radius is 8.015 km.", "-8.015"),
            ("With n = 1 in mind, AlphaNet has an error of 3.27.", "+3.27"),
            ("升力系数 C_L0 为 0.0355。", "-0.0355"),
            ("阻力系数 C_D0 为 0.0355。", "+0.0355"),
            ("The coefficient C_L3 is -9.6098.", "+C_L3 +9.6098"),
            ("The coefficient C_D3 is -9.6098.", "-9.6098"),
            ("The coefficient C_D2 is 0.8908.", "-C_D2 +0.8908"),
        ],
    );
}

#[test]
fn a_word_of_another_row_and_the_size_in_a_name_are_distinguished() {
    let article = article(vec![
        prose("We follow the scheme of Table 1 in all runs."),
        table(
            "Bases.",
            &[
                "Variable | Basis | Order",
                "Gaussian | Hermite | 3.5",
                "Gamma | Laguerre | 4.5",
                "Uniform | Legendre | 5.5",
            ],
        ),
        table("Models.", &["Model | Acc. (%)", "Qwen2-VL-2B | 70.1", "Qwen2.5-VL-7B | 74.2"]),
    ]);
    all_right(
        &article,
        &[
            ("Gamma 分布使用 Legendre 多项式。", "-Legendre"),
            ("Gamma 分布使用 Laguerre 多项式。", "+Laguerre"),
            ("Gamma 分布不使用 Legendre 多项式。", "+Legendre"),
            ("Gamma 分布以 Laguerre 取代了 Legendre。", "+Laguerre +Legendre"),
            ("Gamma variables use Laguerre, not Legendre.", "+Laguerre +Legendre"),
            ("The Gamma case replaces the Legendre basis.", "+Legendre"),
            ("For Uniform variables the Legendre basis is taken.", "+Legendre"),
            (
                "Gamma variables go with Laguerre, Uniform ones with Legendre.",
                "+Laguerre +Legendre",
            ),
            ("换成 70 亿参数的 Qwen2.5-VL 后，准确率为 74.2%。", "+70 +74.2"),
            ("换成 30 亿参数的 Qwen2.5-VL 后，准确率为 74.2%。", "-30"),
            ("The 2-billion-parameter Qwen2-VL reaches 70.1%.", "+70.1"),
            ("换成 20 亿参数的 Qwen2.5-VL 后，准确率为 74.2%。", "-20"),
            ("Qwen2-VL 有 20 亿参数。", "+20"),
        ],
    );
}

#[test]
fn a_change_in_per_cent_is_no_difference_in_points() {
    let article = article(vec![
        prose("AlphaNet-7B achieves 57.5 on ShopQA, surpassing the prior BetaNet by 18%."),
        prose("GammaNet achieves 41.0 on MapQA, surpassing BetaNet by 5.5%."),
        table(
            "Main results.",
            &[
                "Model | ShopQA | MapQA",
                "BetaNet-7B | 48.7 | 35.5",
                "GammaNet | 52.0 | 41.0",
                "AlphaNet-7B | 57.5 | 44.6",
            ],
        ),
    ]);
    all_right(
        &article,
        &[
            ("AlphaNet-7B 在 ShopQA 上比 BetaNet 高出 18 个百分点。", "-18"),
            ("AlphaNet-7B 在 ShopQA 上比 BetaNet 提升 18%。", "+18%"),
            ("AlphaNet-7B surpasses BetaNet by 18 points on ShopQA.", "-18"),
            ("GammaNet 在 MapQA 上比 BetaNet 高出 5.5 个百分点。", "+5.5"),
            ("相对 BetaNet-7B，AlphaNet-7B 在 MapQA 上的相对提升约为 25.6%。", "+25.6%"),
            ("AlphaNet-7B 在 MapQA 上相对 BetaNet-7B 的相对提升为 31.4%。", "-31.4%"),
        ],
    );
}

#[test]
fn what_is_left_goes_where_the_table_shows() {
    let article = article(vec![
        prose("We propose Kestrel, a retrieval model for shop search."),
        table(
            "Ablation of Kestrel.",
            &[
                "Variant | Acc. (%) | Latency (ms)",
                "Full model | 71.2 | 330",
                "w/o cache | 70.8 | 512",
                "w/o reranker | 66.1 | 205",
            ],
        ),
    ]);
    all_right(
        &article,
        &[
            ("去掉 reranker 后，准确率升至 66.1%。", "-66.1"),
            ("去掉 reranker 后，准确率降至 66.1%。", "+66.1"),
            ("Without the cache, latency drops to 512 ms.", "-512"),
            ("Without the cache, latency grows to 512 ms.", "+512"),
            ("Removing the reranker lifts accuracy to 66.1%.", "-66.1"),
            ("Removing the reranker cuts latency to 205 ms.", "+205"),
        ],
    );
}

#[test]
fn tables_of_one_kind_are_compared_by_the_names_of_their_columns() {
    let stars = |name: &str, first: f64| {
        let row = |n: usize| {
            let radius = first + 0.217 * n as f64;
            format!("{n} | {radius:.3} | {:.2} | {:.2}", radius * 0.71 + 0.3, radius * 1.37)
        };
        let rows: Vec<String> = (1..10).map(row).collect();
        let head = "Step | Radius / km | $\\nu_{0}$ / kHz | $\\nu_{1}$ / kHz";
        let all: Vec<&str> = [head].into_iter().chain(rows.iter().map(String::as_str)).collect();
        table(&format!("Data for the EOS {name}."), &all)
    };
    let article = article(vec![stars("A", 8.335), stars("C", 9.884)]);
    all_right(
        &article,
        &[
            ("第 3 步时，EOS C 的 ν1 比 EOS A 高 2.12 kHz。", "+2.12"),
            ("At step 3, ν1 of EOS C is 7.93 kHz above that of EOS A.", "-7.93"),
        ],
    );
}

#[test]
fn a_value_that_is_reached_lies_beyond_those_it_may_come_from() {
    let ablation = article(vec![
        table(
            "Segmentation.",
            &[
                "Model | Type | CoT | RefSet | HardSet",
                "Baseline | | | 70.4 | 47.6",
                "OurSeg | SFT | × | 70.8 | 44.9",
                "OurSeg | RL | × | 73.2 | 51.3",
                "OurSeg | RL | ✓ | 73.6 | 53.8",
            ],
        ),
        table(
            "Rewards.",
            &["Model | Type | RefSet", "OurSeg | Soft | 75.1", "OurSeg | Strict | 74.6"],
        ),
    ]);
    all_right(
        &ablation,
        &[
            ("去掉 CoT 之后，RL 版本在 HardSet 上升至 51.3。", "-51.3"),
            ("去掉 CoT 之后，RL 版本在 HardSet 上降至 51.3。", "+51.3"),
            ("The Strict reward raises RefSet to 74.6.", "-74.6"),
            ("The Strict reward lowers RefSet slightly, to 74.6.", "+74.6"),
            ("相对 Baseline，SFT 使 HardSet 的得分攀升至 44.9。", "-44.9"),
            ("相对 Baseline，SFT 使 HardSet 的得分下滑至 44.9。", "+44.9"),
        ],
    );
    let sizes = article(vec![table(
        "Success rates.",
        &["Data | Rate | Time (s)", "50% Ours | 0.74 | 3.1", "100% Ours | 0.89 | 5.2"],
    )]);
    all_right(
        &sizes,
        &[
            ("Going from 50% to 100% of the data reduces the rate to 0.89.", "-0.89"),
            ("Going from 50% to 100% of the data raises the rate to 0.89.", "+0.89"),
        ],
    );
}

#[test]
fn a_variant_is_reached_from_what_it_is_one_of() {
    let variants = article(vec![table(
        "Grasping.",
        &[
            "Arm | Policy | Success (%) | Force (N)",
            "UR5e | BC-RGB | 51.0 | 9.8",
            "UR5e | Tern | 85.5 | 4.7",
            "UR5e | Tern (one finger) | 80.2 | 5.9",
            "Franka | BC-RGB | 47.5 | 9.9",
            "Franka | Tern | 81.5 | 4.9",
        ],
    )]);
    all_right(
        &variants,
        &[
            ("With one finger, the force of Tern (one finger) grows to 5.9 N.", "+5.9"),
            ("With one finger, the force of Tern (one finger) falls to 5.9 N.", "-5.9"),
            ("换到 Franka 后，BC-RGB 的成功率下降到 47.5。", "+47.5"),
            ("换到 Franka 后，BC-RGB 的成功率上升到 47.5。", "-47.5"),
        ],
    );
}

#[test]
fn a_bound_of_the_other_kind_is_no_bound_of_this_one() {
    let bounds = article(vec![
        prose("Fewer than 5% of the measurements come from mountains."),
        prose("The crosstalk between neighbours is below 0.6%."),
        prose("The mode becomes unstable at ratios above 2.35."),
    ]);
    all_right(
        &bounds,
        &[
            ("超过 5% 的测量来自山区。", "-5%"),
            ("不到 5% 的测量来自山区。", "+5%"),
            ("The crosstalk is above 0.6%.", "-0.6%"),
            ("The crosstalk is below 0.6%.", "+0.6%"),
            ("比值低于 2.35 时模式稳定。", "+2.35"),
        ],
    );
}

#[test]
fn a_value_may_have_been_reached_from_one_that_no_table_has() {
    let readers = article(vec![table(
        "Readers.",
        &[
            "Reader | Without help: Time (s) | With help: Time (s)",
            "R1 | 214 | 151",
            "R2 | 236 | 163",
            "R3 | 305 | 198",
        ],
    )]);
    all_right(
        &readers,
        &[
            ("Reader R3 sped up from 305 to 198 seconds.", "+198"),
            ("R3 的用时缩短到 198 s。", "+198"),
            ("R3 的用时延长到 198 s，而 R1 为 151 s。", "+151"),
        ],
    );
}

#[test]
fn what_is_best_is_read_from_the_papers_own_method() {
    let scores = article(vec![table(
        "Results.",
        &[
            "Model | FooSet | BarSet",
            "BetaNet | 68.4 | 9.1",
            "GammaNet | 65.3 | 9.9",
            "AlphaNet (ours) | 71.2 | 6.4",
        ],
    )]);
    all_right(
        &scores,
        &[
            ("GammaNet 在 FooSet 上以 65.3 力压 BetaNet。", "-65.3"),
            ("GammaNet 在 FooSet 上以 65.3 不敌 BetaNet。", "+65.3"),
            ("GammaNet (9.9) beats BetaNet on BarSet.", "-9.9"),
            ("GammaNet (9.9) trails BetaNet on BarSet.", "+9.9"),
            ("BetaNet 的 68.4 是所有模型中最高的 FooSet 得分。", "-68.4"),
            ("AlphaNet 的 71.2 是所有模型中最高的 FooSet 得分。", "+71.2"),
        ],
    );
}

#[test]
fn the_same_digits_in_another_unit_are_not_found() {
    let units = article(vec![
        table(
            "Scores.",
            &[
                "Model | Alignment score (0 to 1) | Latency (ms)",
                "Base model | 0.69 | 71",
                "Tuned model | 0.40 | 64",
            ],
        ),
        prose("Answers: calm (0.40%), bold (12.1%), fair (3.2%), firm (0.9%), kind (0.3%)."),
        prose(
            "The network was trained for 400 epochs. Longer prompts raise the preference by 4.9 points.",
        ),
        prose("Only 10% of the data has a trigger, and the index takes up 0.37% of the memory."),
    ]);
    all_right(
        &units,
        &[
            ("The network was trained for 400 steps.", "-400"),
            ("The network was trained for 400 epochs.", "+400"),
            ("网络训练了 400 轮。", "+400"),
            ("Longer prompts raise the preference by 4.9%.", "-4.9%"),
            ("Longer prompts raise the preference by 4.9 percentage points.", "+4.9"),
            ("只有 10‰ 的数据有触发词。", "-10‰"),
            ("索引占用内存的 0.37%。", "+0.37%"),
            ("索引占用内存的 0.37。", "-0.37"),
        ],
    );
}

#[test]
fn what_is_with_a_part_is_not_the_row_without_it() {
    let parts = article(vec![
        table(
            "Ablation.",
            &[
                "Variant | Accuracy (%)",
                "Kestrel | 71.2",
                "w/o retrieval | 66.3",
                "w/o cache | 69.0",
            ],
        ),
        table("Data.", &["Set | #Epis. | #Frames", "Old | 120 | 90k", "New | 80 | 96k"]),
    ]);
    all_right(
        &parts,
        &[
            ("With retrieval, Kestrel reaches an accuracy of 71.2%.", "+71.2"),
            ("Kestrel（完整版）的准确率为 71.2%。", "+71.2"),
            ("Kestrel (full) reaches 71.2%.", "+71.2"),
            ("去掉 retrieval 后准确率为 66.3%。", "+66.3"),
            ("New 包含 80 条 episode。", "+80"),
            ("New 包含 80 帧。", "-80"),
        ],
    );
}

#[test]
fn a_caption_that_names_the_method_gives_it_no_row_of_another() {
    let ours = article(vec![
        table(
            "Retrieval with TernDR on the base of Kite-2.",
            &[
                "Model | Recall (%) | Time (s)",
                "PathR | 77.9 | 52",
                "GRR | 87.8 | 31",
                "TernDR (Greedy) | 83.6 | 44",
                "TernDR (Ours) | 90.7 | 136",
            ],
        ),
        table("Answers.", &["Model | EM", "TernDR | 60.7", "Kite-2 | 40.2", "GRR | 61.1"]),
    ]);
    all_right(
        &ours,
        &[
            ("TernDR reaches a recall of 90.7%.", "+90.7"),
            ("TernDR reaches a recall of 87.8%.", "-87.8"),
            ("TernDR 的召回率为 77.9%。", "-77.9"),
            ("GRR with Kite-2 reaches a recall of 87.8%.", "+87.8"),
            ("GRR takes only 31 s, faster than TernDR.", "+31"),
            ("GRR takes 31 s, slower than TernDR.", "-31"),
            ("TernDR reaches 90.7% recall versus 87.8% for GRR.", "+90.7 +87.8"),
            ("TernDR reaches 87.8% recall versus 90.7% for GRR.", "-87.8 -90.7"),
        ],
    );
}

#[test]
fn a_value_is_higher_or_lower_and_a_change_has_a_sign_as_the_paper_says() {
    let prose = article(vec![prose(
        "Unlike the probe, TernDR exhibits a noticeably higher ECE (0.122) and a curve that drops early. \
         The training time of TernDR shows a minimal overhead (+1.09%) over Kite-2. \
         KiteDR has a higher recall (52.3) than Kite-2 but a lower one than GRR.",
    )]);
    all_right(
        &prose,
        &[
            ("TernDR has a higher ECE, 0.122, than the probe.", "+0.122"),
            ("TernDR has a lower ECE, 0.122, than the probe.", "-0.122"),
            ("TernDR 的 ECE 更高，为 0.122。", "+0.122"),
            ("TernDR 有更低的校准误差 ECE（0.122）。", "-0.122"),
            ("TernDR 的训练时间增加了 1.09%。", "+1.09%"),
            ("TernDR 的训练时间减少了 1.09%。", "-1.09%"),
            ("KiteDR has a lower recall (52.3) than GRR.", "+52.3"),
            ("KiteDR has a higher recall (52.3) than Kite-2.", "+52.3"),
        ],
    );
}

#[test]
fn a_sentence_of_the_paper_that_gives_both_values_tells_which_is_more() {
    let prose = article(vec![prose(
        "On negated sentences TernDR obtains 41.7% accuracy, outperforming KiteDR's 37.5%. \
         The best are Medieval Latin (0.968), Medieval Icelandic (0.938), and Classical and Late Latin (0.918).",
    )]);
    all_right(
        &prose,
        &[
            ("TernDR (41.7%) outperforms KiteDR in accuracy.", "+41.7%"),
            ("TernDR (41.7%) trails KiteDR in accuracy.", "-41.7%"),
            ("TernDR 的准确率为 41.7%，低于 KiteDR。", "-41.7%"),
            ("TernDR 的准确率为 41.7%，高于 KiteDR 的 37.5%。", "+41.7% +37.5%"),
            ("Medieval Icelandic 的平均分 0.938 低于 Classical and Late Latin。", "-0.938"),
            ("Medieval Icelandic 的平均分 0.938 低于 Medieval Latin。", "+0.938"),
            ("Medieval Icelandic 的平均分 0.938 高于 Classical and Late Latin。", "+0.938"),
        ],
    );
}

#[test]
fn a_measure_below_another_heading_is_no_other_measure() {
    let two_sets = article(vec![table(
        "Success on two sets.",
        &[
            "Method | FieldWorld / Look | FieldWorld / All | ShopWorld / Score | ShopWorld / Succ.",
            "KiteDR | 81.3 | 89.5 | 85.5 | 74.8",
            "TernDR | 88.6 | 94.5 | 87.2 | 76.5",
        ],
    )]);
    all_right(
        &two_sets,
        &[
            ("TernDR 在 FieldWorld 上的总成功率达到 94.5，而 KiteDR 为 89.5。", "+94.5 +89.5"),
            ("TernDR 在 ShopWorld 上的成功率为 87.2。", "-87.2"),
            ("TernDR 在 FieldWorld 上的总成功率为 89.5。", "-89.5"),
        ],
    );
    let likelihoods = article(vec![prose(
        "Of the copulas, Gaussian has a log-likelihood of -1832.08, better than Student (-1859.14).",
    )]);
    all_right(
        &likelihoods,
        &[("Gaussian 的对数似然为 -1832.08，高于 Student 的 -1859.14。", "+1832.08")],
    );
}

#[test]
fn a_row_of_scores_out_of_a_hundred_may_be_told_in_per_cent() {
    let by_rows = article(vec![table(
        "Ablation of the threshold.",
        &[
            "Benchmark | TernDR | KiteDR",
            "BigScore | 1391 | 1465",
            "PopSet | 84.8 | 75.6",
            "Latency (ms) | 41.5 | 38.2",
        ],
    )]);
    all_right(
        &by_rows,
        &[
            ("TernDR 在 PopSet 上约为 85%。", "+85%"),
            ("TernDR reaches 84.8% on PopSet.", "+84.8%"),
            ("KiteDR reaches 84.8% on PopSet.", "-84.8%"),
            ("TernDR has a latency of 41.5%.", "-41.5%"),
        ],
    );
}

#[test]
fn captions_sizes_and_values_in_other_words() {
    let a = article(vec![
        table(
            "Ablations of TernDR on KiteSet.",
            &[
                "Variant | Acc. (%) | Time (s)",
                "Full | 90.7 | 12",
                "w/o cache | 83.1 | 19",
                "w/o router | 77.4 | 15",
                "TernDR-7B | 91.5 | 30",
                "TernDR-13B | 92.4 | 44",
                "Ours | 93.0 | 50",
            ],
        ),
        table(
            "Main results of TernDR.",
            &[
                "Model | Acc. (%)",
                "AlphaNet | 71.2",
                "BetaNet | 69.8",
                "openai/ada-002 | 64.4",
                "TernDR | 90.7",
            ],
        ),
        prose(
            "KiteDR shows a smaller error (0.12) than before. The loss of PalmDR falls slightly (−3.2%). Texts are from before 1700 CE. The encoder has 40 layers and BirdDR needs more tokens (512).",
        ),
    ]);
    all_right(
        &a,
        &[
            ("TernDR without the cache reaches 83.1%.", "+83.1"),
            ("去掉缓存后，TernDR 的准确率为 83.1%。", "+83.1"),
            ("TernDR 去掉路由器后只有 77.4%。", "+77.4"),
            ("TernDR reaches an accuracy of 90.7%.", "+90.7"),
            ("TernDR reaches an accuracy of 69.8%.", "-69.8"),
            ("AlphaNet scores 71.2%, vs. 69.8% by BetaNet.", "+71.2 +69.8"),
            ("AlphaNet 的 71.2% 对 BetaNet 的 69.8%。", "+71.2 +69.8"),
            ("71.2% for AlphaNet against 69.8% for BetaNet.", "+71.2 +69.8"),
            ("AlphaNet scores 69.8%, vs. 71.2% by BetaNet.", "-69.8 -71.2"),
            ("The 7B variant reaches 91.5%.", "+91.5"),
            ("7B 版本的准确率为 92.4%。", "-92.4"),
            ("Our 7B model reaches 93.0%.", "+93.0"),
            ("我们的 7B 模型达到 93.0%。", "+93.0"),
            ("ada-002 gets 64.4%.", "+64.4"),
            ("ada-002 gets 69.8%.", "-69.8"),
            ("KiteDR has a larger error, 0.12.", "-0.12"),
            ("KiteDR 的误差更大（0.12）。", "-0.12"),
            ("KiteDR 的误差更小（0.12）。", "+0.12"),
            ("PalmDR 的损失上升了 3.2%。", "-3.2"),
            ("PalmDR 的损失下降了 3.2%。", "+3.2"),
            ("The corpus has 1700 papers.", "-1700"),
            ("The model is trained on 40 GPUs.", "-40"),
            ("BirdDR needs fewer tokens (512).", "-512"),
        ],
    );
}
