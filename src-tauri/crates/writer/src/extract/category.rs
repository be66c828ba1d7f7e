//! The names of arXiv's categories in computer science, and of some in other fields.

/// A category with its name: `cs.CL` is `Computation and Language (cs.CL)`. One that has its name
/// already, or is not in the table, stays as it is.
pub fn with_name(category: &str) -> String {
    match NAMES.binary_search_by_key(&category, |(code, _)| code) {
        Ok(at) => format!("{} ({category})", NAMES[at].1),
        Err(_) => category.to_owned(),
    }
}

/// Sorted by their codes.
const NAMES: [(&str, &str); 63] = [
    ("cs.AI", "Artificial Intelligence"),
    ("cs.AR", "Hardware Architecture"),
    ("cs.CC", "Computational Complexity"),
    ("cs.CE", "Computational Engineering, Finance, and Science"),
    ("cs.CG", "Computational Geometry"),
    ("cs.CL", "Computation and Language"),
    ("cs.CR", "Cryptography and Security"),
    ("cs.CV", "Computer Vision and Pattern Recognition"),
    ("cs.CY", "Computers and Society"),
    ("cs.DB", "Databases"),
    ("cs.DC", "Distributed, Parallel, and Cluster Computing"),
    ("cs.DL", "Digital Libraries"),
    ("cs.DM", "Discrete Mathematics"),
    ("cs.DS", "Data Structures and Algorithms"),
    ("cs.ET", "Emerging Technologies"),
    ("cs.FL", "Formal Languages and Automata Theory"),
    ("cs.GL", "General Literature"),
    ("cs.GR", "Graphics"),
    ("cs.GT", "Computer Science and Game Theory"),
    ("cs.HC", "Human-Computer Interaction"),
    ("cs.IR", "Information Retrieval"),
    ("cs.IT", "Information Theory"),
    ("cs.LG", "Machine Learning"),
    ("cs.LO", "Logic in Computer Science"),
    ("cs.MA", "Multiagent Systems"),
    ("cs.MM", "Multimedia"),
    ("cs.MS", "Mathematical Software"),
    ("cs.NA", "Numerical Analysis"),
    ("cs.NE", "Neural and Evolutionary Computing"),
    ("cs.NI", "Networking and Internet Architecture"),
    ("cs.OH", "Other Computer Science"),
    ("cs.OS", "Operating Systems"),
    ("cs.PF", "Performance"),
    ("cs.PL", "Programming Languages"),
    ("cs.RO", "Robotics"),
    ("cs.SC", "Symbolic Computation"),
    ("cs.SD", "Sound"),
    ("cs.SE", "Software Engineering"),
    ("cs.SI", "Social and Information Networks"),
    ("cs.SY", "Systems and Control"),
    ("econ.EM", "Econometrics"),
    ("eess.AS", "Audio and Speech Processing"),
    ("eess.IV", "Image and Video Processing"),
    ("eess.SP", "Signal Processing"),
    ("eess.SY", "Systems and Control"),
    ("math.NA", "Numerical Analysis"),
    ("math.OC", "Optimization and Control"),
    ("math.PR", "Probability"),
    ("math.ST", "Statistics Theory"),
    ("physics.ao-ph", "Atmospheric and Oceanic Physics"),
    ("physics.chem-ph", "Chemical Physics"),
    ("physics.comp-ph", "Computational Physics"),
    ("physics.med-ph", "Medical Physics"),
    ("q-bio.BM", "Biomolecules"),
    ("q-bio.GN", "Genomics"),
    ("q-bio.NC", "Neurons and Cognition"),
    ("q-bio.QM", "Quantitative Methods"),
    ("q-fin.CP", "Computational Finance"),
    ("q-fin.ST", "Statistical Finance"),
    ("quant-ph", "Quantum Physics"),
    ("stat.AP", "Statistics Applications"),
    ("stat.ME", "Statistics Methodology"),
    ("stat.ML", "Statistical Machine Learning"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_in_the_table_gets_its_name_and_any_other_text_stays() {
        for (code, name) in NAMES {
            assert_eq!(with_name(code), format!("{name} ({code})"));
        }
        assert_eq!(with_name("Bean Science (cs.BE)"), "Bean Science (cs.BE)");
    }
}
