//! Units, rows and changes as papers and reports write them, true and false.
#![allow(clippy::unwrap_used)]

mod common;

use common::{all_right, article};
use paperboy_paper::article::{Block, Caption, Table, Text};

fn table(caption: &str, rows: &[&str]) -> Block {
    let cells = |row: &&str| {
        row.split('|').map(|cell| Text::with_formulas(cell.trim())).collect::<Vec<_>>()
    };
    let caption = Some(Caption { label: Some("Table 1".to_owned()), text: Text::words(caption) });
    let rows_of = rows[1..].iter().map(cells).collect();
    Block::Table(Table { caption, header: cells(&rows[0]), rows: rows_of })
}

fn prose(text: &str) -> Block {
    Block::Paragraph(Text::with_formulas(text))
}

#[test]
fn one_quantity_is_written_in_many_units() {
    let article = article(vec![
        prose(
            "The boat runs at 90 km/h. The film conducts 2.75 mS $\\mathrm{cm^{-1}}$ at 45 $^{\\circ}\\mathrm{C}$. \
             The moment of inertia is 13,418 kg m$^{2}$. Its halo has $4.2\\times 10^{11}\\,M_{\\odot}$. \
             The patch holds 6.5 mN and a dose of 1.9 mGy. It flies at 2,500 ft.",
        ),
        table(
            "Stages of the gas: temperature and rate.",
            &[
                "Stage | T (K) | Flow (GB/h) | Requests/s",
                "Cold | 310 | 45.5 | 7.25",
                "Hot | $4.7\\times 10^{5}$ | 91.5 | 3.4",
            ],
        ),
        table(
            "Shells.",
            &[
                "Shell | Radius | Rate $\\times 10^{3}$",
                " | km | kHz",
                "Inner | 8.335 | 0.34",
                "Outer | 9.256 | 2.62",
            ],
        ),
    ]);
    all_right(
        &article,
        &[
            ("船速为 25 m/s。", "+25"),
            ("船速为 25 km/s。", "-25"),
            ("电导率为 2.75 mS/cm。", "+2.75"),
            ("The film conducts 0.275 S/m at 45 °C.", "+0.275 +45"),
            ("薄膜在 45 摄氏度下测量。", "+45"),
            ("The film conducts 2.75 S/cm.", "-2.75"),
            ("The moment of inertia is about 13,400 kg m².", "+13,400"),
            ("晕质量为 4200 亿倍太阳质量。", "+4200"),
            ("它能承受 6.5 毫牛。", "+6.5"),
            ("The dose is 1,900 µGy.", "+1,900"),
            ("The dose is 1.9 Gy.", "-1.9"),
            ("It flies at 2,500 m.", "-2,500"),
            ("热气体的温度为 47 万开尔文。", "+47"),
            ("The cold gas has 310 K.", "+310"),
            ("The hot stage moves 91.5 GB per hour.", "+91.5"),
            ("外壳半径为 9256 米。", "+9256"),
            ("The inner shell has a radius of 8.335 cm.", "-8.335"),
        ],
    );
}

#[test]
fn rows_are_named_by_what_distinguishes_them() {
    let article = article(vec![
        prose(
            "A pick fails in 12% of the trials. Halving the rate increases drops by 4.2 points and cuts power by 15%.",
        ),
        table(
            "Cohorts of the study.",
            &[
                "Site | Patients | Age (years) | Slice (mm)",
                "A | 412 | 61.4 | 1.25",
                "B | 178 | 58.9 | 2.50",
                "C | 96 | 66.1 | 0.75",
            ],
        ),
        table(
            "Phases of a run.",
            &[
                "Phase | Time (s) | Power (W)",
                "Approach | 1.35 | 38",
                "Slip control | 0.90 | 51",
                "Settle | 1.48 | 73",
            ],
        ),
        table(
            "Games by codeword.",
            &[
                "Codeword | All | Win",
                "Ring | 5905 | 1008 (17.07%)",
                "Bark | 4100 | 1100 (26.83%)",
                "Spring | 1600 | 1056 (66.00%)",
            ],
        ),
        table(
            "Rates with parts left out.",
            &[
                "Training | Simulated | Field",
                "full | 0.912 | 0.833",
                "no tactile noise | 0.921 | 0.668",
                "half the steps | 0.846 | 0.741",
            ],
        ),
        table(
            "Devices.",
            &[
                "Sensor | Rate (Hz) | Mass (g) | Price (USD)",
                "GelPad-3 | 60 | 24 | 310",
                "BaroSkin | 500 | 9 | 45",
                "WristFT | 1,000 | 255 | 2,400",
            ],
        ),
    ]);
    all_right(
        &article,
        &[
            ("Site C contributed 96 patients with a mean age of 66.1 years.", "+96 +66.1"),
            ("Site C contributed 178 patients.", "-178"),
            ("The slip control phase draws 51 W.", "+51"),
            ("The slip control phase draws 73 W.", "-73"),
            ("With bark as the codeword the games were won in 26.83%.", "+26.83%"),
            ("With bark as the codeword the games were won in 17.07%.", "-17.07%"),
            ("Ring, bark and spring were played 5905, 4100 and 1600 times.", "+5905 +4100 +1600"),
            ("spring 的胜率比 bark 高 39.17 个百分点。", "+39.17"),
            (
                "Removing tactile noise costs little in simulation (0.912 to 0.921).",
                "+0.912 +0.921",
            ),
            ("Half the steps cost 9.2 points in the field.", "+9.2"),
            ("WristFT samples at 1 kHz and costs $2,400.", "+1 +$2,400"),
            ("BaroSkin 的质量只有 9 克,单价 45 美元。", "+9 +45"),
            ("WristFT is 53 times as expensive as BaroSkin.", "+53"),
            ("质量从 24 克(GelPad-3)降到 9 克。", "+24 +9"),
            ("The Phase Settle takes 1.48 s at a power of 73 W.", "+1.48 +73"),
            (
                "GelPad-3, BaroSkin and WristFT sample at 60, 500 and 1,000 Hz; they cost 310, 45 and 2,400 dollars.",
                "+60 +500 +1,000 +310 +45 +2,400",
            ),
            (
                "The sensors cost 310 dollars (GelPad-3), 45 dollars (BaroSkin) and 2,400 dollars (WristFT).",
                "+310 +45 +2,400",
            ),
            ("The sensors cost 45 dollars (GelPad-3) and 310 dollars (BaroSkin).", "-45 -310"),
            ("Halving the rate reduces drops by 4.2 points.", "-4.2"),
            ("降低频率使掉落率升高 4.2 个百分点,功率下降 15%。", "+4.2 +15%"),
        ],
    );
}

#[test]
fn numbers_name_rows_and_columns_and_have_the_units_of_what_is_near() {
    let article = article(vec![
        prose(
            "Resistance arose in 3.1 out of a million cells. The lake drowned 340 ha of forest. \
             Emissions are 0.38 Tg per year, with a range from 0.21 to 0.59. A course costs 0.042 euros.",
        ),
        table(
            "Effect on ridership (%) by months after the start.",
            &[
                "City | 6 months | 24 months | Speed (km/h)",
                "Portmere | 24.1 | 41.8 | 15.2",
                "Lindqvist | 4.7 | 25.9 | 21.7",
                "Bellhaven | 18.3 | 36.2 | 16.4",
            ],
        ),
        table(
            "The lake by year.",
            &[
                "Year | Level (m) | Change (m)",
                "2015 | 861.3 | 0.6",
                "2016 | 866.8 | 5.5",
                "2018 | 852.7 | -14.1",
            ],
        ),
    ]);
    all_right(
        &article,
        &[
            ("Mutants appeared at a frequency of 3.1e-6.", "+3.1e-6"),
            ("The lake drowned 3.4 km2 of forest.", "+3.4"),
            ("The lake drowned 340 km2 of forest.", "-340"),
            (
                "They emit 380,000 tonnes a year, with a range from 0.21 to 0.59 Tg.",
                "+380,000 +0.59",
            ),
            ("They emit 0.38 Gt a year.", "-0.38"),
            ("A course costs 4.2 euro cents.", "+4.2"),
            ("After 24 months, ridership had risen by 41.8% in Portmere.", "+41.8%"),
            ("开通 24 个月后，Lindqvist 的客流增幅为 25.9%。", "+25.9%"),
            ("开通 24 个月后，Lindqvist 的客流增幅为 4.7%。", "-4.7%"),
            ("In 2016 the water stood at 866.8 m.", "+866.8"),
            ("The water stood lowest in 2018, at 866.8 m.", "-866.8"),
            ("2018 年水位为 861.3 米。", "-861.3"),
            ("In 2018 the level fell by 14.1 m.", "+14.1"),
            ("In 2018 the level rose by 14.1 m.", "-14.1"),
        ],
    );
}
