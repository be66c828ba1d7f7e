//! Words that separate the parts of a name.

/// Suffixes of names, without their full stop.
pub const SUFFIXES: [&str; 8] = ["Jr", "jr", "Sr", "sr", "II", "III", "IV", "Esq"];

/// What joins two words of one family name: Ortega y Gasset, Costa e Silva, Puig i Cadafalch.
pub const CONJUNCTIONS: [&str; 3] = ["y", "e", "i"];

/// Particles that some write with a capital: Luc Van Gool, Laurens Van Der Maaten.
pub const LARGE_PARTICLES: [&str; 13] =
    ["Van", "Von", "De", "Del", "Della", "Der", "Den", "Dos", "Des", "Ter", "Ten", "Bin", "Ibn"];

/// Vietnamese family names: Hung Van Nguyen, The Viet Bui.
pub const VIETNAMESE: [&str; 24] = [
    "Nguyen", "Nguyễn", "Tran", "Trần", "Le", "Lê", "Pham", "Phạm", "Hoang", "Hoàng", "Huynh",
    "Phan", "Vu", "Vũ", "Vo", "Dang", "Đặng", "Bui", "Bùi", "Do", "Đỗ", "Ho", "Ngo", "Duong",
];

/// Words that only groups have in their names.
pub const GROUPS: [&str; 57] = [
    "team",
    "teams",
    "group",
    "lab",
    "labs",
    "laboratory",
    "laboratories",
    "inc",
    "ltd",
    "llc",
    "gmbh",
    "corp",
    "corporation",
    "company",
    "university",
    "universität",
    "université",
    "college",
    "school",
    "institute",
    "institut",
    "instituto",
    "collaboration",
    "consortium",
    "committee",
    "project",
    "foundation",
    "community",
    "initiative",
    "association",
    "society",
    "center",
    "centre",
    "department",
    "faculty",
    "ministry",
    "research",
    "researchers",
    "organization",
    "organisation",
    "network",
    "alliance",
    "council",
    "agency",
    "authority",
    "authors",
    "contributors",
    "developers",
    "deepmind",
    "google",
    "microsoft",
    "nvidia",
    "meta",
    "alibaba",
    "tencent",
    "bytedance",
    "anthropic",
];
