//! LaTeX's commands for single characters.

/// How unpaired braces are written.
pub const BRACES: [(char, &str); 2] = [('{', "\\textbraceleft{}"), ('}', "\\textbraceright{}")];

/// Characters that mean something else to LaTeX, and how they are written.
pub const ESCAPED: [(char, &str); 12] = [
    ('\\', "\\textbackslash{}"),
    ('~', "\\textasciitilde{}"),
    ('^', "\\textasciicircum{}"),
    ('<', "\\textless{}"),
    ('>', "\\textgreater{}"),
    ('{', "\\{"),
    ('}', "\\}"),
    ('$', "\\$"),
    ('%', "\\%"),
    ('&', "\\&"),
    ('#', "\\#"),
    ('_', "\\_"),
];
