//! What comes from outside: other people's files, altered ones, huge ones, other versions'.
#![allow(clippy::unwrap_used)]

use crate::segment::{Header, decode, encode};
use crate::{
    Cost, Device, Fact, KeyFile, KeyRefused, Known, LibraryId, MasterKey, Refused, Seal, Seen,
    Step, Subject, Time, View, is_segment_name,
};
use std::collections::HashMap;

const NAME: &str = "0123456789abcdef0123456789abcdef.pbs";

/// Bytes that differ from call to call.
fn entropy() -> impl FnMut(&mut [u8]) {
    let mut next = 0_u8;
    move |bytes: &mut [u8]| {
        for byte in bytes {
            next = next.wrapping_mul(29).wrapping_add(17);
            *byte = next;
        }
    }
}

fn library() -> LibraryId {
    LibraryId([7; 16])
}

fn seals() -> [Seal; 2] {
    let key = MasterKey::from_text(&"5a".repeat(32)).unwrap();
    [Seal { library: library(), key: None }, Seal { library: library(), key: Some(key) }]
}

fn fact(subject: &str, value: Option<&str>, time: i64, device: i64) -> Fact {
    let subject = Subject { paper_id: "2512.00001".into(), text: subject.into() };
    Fact::new(subject, value.map(str::to_owned), Time(time), Device(device))
}

fn segment() -> (Header, Vec<Fact>) {
    let facts = vec![
        fact("note", Some(r#"{"text":"an idea\n第二行","changed":1}"#), 5, 1),
        fact("starred", None, 6, 1),
        fact("of a later version", Some("[]"), 7, 2),
    ];
    let header = Header { facts: 3, ..Header::new(library(), Device(1), "Laptop") };
    (header, facts)
}

#[test]
fn a_file_is_read_as_it_was_written_and_in_no_other_state() {
    let (header, facts) = segment();
    let content = encode(&header, &facts);
    for seal in seals() {
        let file = seal.close(NAME, &content, &mut entropy());
        let read = decode(&seal.open(NAME, &file).unwrap()).unwrap();
        assert_eq!((&read.header, &read.facts), (&header, &facts));
        for at in 0..file.len() {
            let mut altered = file.clone();
            altered[at] ^= 1;
            assert!(seal.open(NAME, &altered).is_err(), "byte {at} was altered");
            assert!(seal.open(NAME, &file[..at]).is_err(), "cut at {at}");
        }
        let longer = [&file[..], b"x"].concat();
        assert_eq!(seal.open(NAME, &longer), Err(Refused::Altered));
        let other_name = NAME.replace('0', "1");
        assert_eq!(seal.open(&other_name, &file), Err(Refused::Altered));
        let other_set = Seal { library: LibraryId([8; 16]), ..seal.clone() };
        assert_eq!(other_set.open(NAME, &file), Err(Refused::Altered));
        let mut newer = file.clone();
        newer[13] = 2;
        assert_eq!(seal.open(NAME, &newer), Err(Refused::Newer));
    }
    let [plain, sealed] = seals();
    let other_key = Seal { key: MasterKey::from_text(&"5b".repeat(32)), ..sealed.clone() };
    let file = sealed.close(NAME, &content, &mut entropy());
    assert_eq!(other_key.open(NAME, &file), Err(Refused::Altered));
    // A readable file does not stand in for an encrypted one.
    let readable = plain.close(NAME, &content, &mut entropy());
    assert_eq!(sealed.open(NAME, &readable), Err(Refused::Altered));
    for nonsense in [&b""[..], b"<!DOCTYPE html><html>Quota exceeded</html>", &[0; 100]] {
        assert_eq!(plain.open(NAME, nonsense), Err(Refused::NotOurs));
    }
}

#[test]
fn an_encrypted_file_shows_neither_words_nor_its_exact_size() {
    let [_, sealed] = seals();
    let sizes: std::collections::BTreeSet<usize> = (0..3000)
        .step_by(100)
        .map(|length| {
            let file = sealed.close(NAME, &vec![b'a'; length], &mut entropy());
            assert!(!file.windows(4).any(|window| window == b"aaaa"));
            file.len()
        })
        .collect();
    assert_eq!(sizes.len(), 1);
    let large = |length| sealed.close(NAME, &vec![0; length], &mut entropy()).len();
    assert_eq!(large(1_000_000), large(1_000_500));
    assert!(large(1_000_000) < 1_125_000);
}

#[test]
fn what_no_paperboy_writes_is_refused_within_bounds() {
    let (header, facts) = segment();
    // A bomb: ten million facts in a file of a few kilobytes.
    let mut bomb = zstd::Encoder::new(Vec::new(), 19).unwrap();
    let claimed = Header { facts: 10_000_000, ..header.clone() };
    serde_json::to_writer(&mut bomb, &claimed).unwrap();
    assert_eq!(decode(&bomb.finish().unwrap()), Err(Refused::TooLarge));
    let text = |lines: &str| {
        let head = serde_json::to_string(&header).unwrap();
        zstd::encode_all(format!("{head}\n{lines}").as_bytes(), 1).unwrap()
    };
    let line = r#"["2512.00001","note",null,1,1]"#;
    assert!(decode(&text(&[line; 3].join("\n"))).is_ok());
    // It says that there are three.
    for lines in [&[line; 4][..], &[line; 2], &[line, "garbage", line], &[line, "", line]] {
        assert_eq!(decode(&text(&lines.join("\n"))), Err(Refused::NotOurs));
    }
    let negative = line.replace("null,1", "null,-1");
    assert_eq!(decode(&text(&[line, line, &negative].join("\n"))), Err(Refused::NotOurs));
    let long = line.replace("note", &"n".repeat(5000));
    assert_eq!(decode(&text(&[line, line, &long].join("\n"))), Err(Refused::NotOurs));
    // One endless line, compressed to almost nothing.
    let endless = zstd::encode_all(&vec![b' '; 100 << 20][..], 1).unwrap();
    assert!(endless.len() < 100_000);
    assert_eq!(decode(&endless), Err(Refused::TooLarge));
    assert_eq!(decode(b"not zstd"), Err(Refused::NotOurs));
    let cut = encode(&header, &facts);
    assert_eq!(decode(&cut[..cut.len() - 3]), Err(Refused::NotOurs));
}

#[test]
fn only_names_that_paperboy_gives_are_looked_at() {
    assert!(is_segment_name(NAME));
    for name in [
        "paperboy-sync.json",
        ".syncthing.0123456789abcdef0123456789abcdef.pbs.tmp",
        "0123456789abcdef0123456789abcdef.sync-conflict-20260105-120000-ABCDEFG.pbs",
        "0123456789abcdef0123456789abcdef (1).pbs",
        "0123456789ABCDEF0123456789ABCDEF.pbs",
        "0123456789abcdef0123456789abcde.pbs",
        "0123456789abcdef0123456789abcdef.pbs.part",
        "",
    ] {
        assert!(!is_segment_name(name), "{name}");
    }
}

#[test]
fn a_key_file_opens_by_passphrase_and_code_and_says_when_neither_is_right() {
    let (file, key, code) = KeyFile::encrypted("contraseña larga", Cost::LOW, &mut entropy());
    let file = KeyFile::parse(&file.to_bytes()).unwrap();
    assert!(file.is_encrypted());
    assert_eq!(file.unlock("contraseña larga").unwrap(), key);
    // Another keyboard composes the letter of two.
    assert_eq!(file.unlock("contrasen\u{303}a larga").unwrap(), key);
    let typed = code.as_str().to_lowercase().replace('-', " ");
    assert_eq!(file.unlock(&typed).unwrap(), key);
    assert_eq!(code.as_str().len(), 32 + 7);
    for wrong in ["", "contrasena larga", "Contraseña larga", &code.as_str()[1..]] {
        assert_eq!(file.unlock(wrong), Err(KeyRefused::WrongPassphrase), "{wrong}");
    }
    assert_eq!(file.seal_with(None).err(), Some(KeyRefused::NeedsPassphrase));
    let text = String::from_utf8(file.to_bytes()).unwrap();
    assert!(!text.contains(&*key.to_text()) && !format!("{key:?}{code:?}").contains(code.as_str()));
}

#[test]
fn a_key_file_from_elsewhere_costs_nothing_beyond_its_bounds() {
    let (file, ..) = KeyFile::encrypted("passphrase", Cost::LOW, &mut entropy());
    let text = String::from_utf8(file.to_bytes()).unwrap();
    let parsed = |text: &str| KeyFile::parse(text.as_bytes());
    for (from, to) in [
        ("\"memory_kib\": 64", "\"memory_kib\": 4294967295"),
        ("\"memory_kib\": 64", "\"memory_kib\": 0"),
        ("\"passes\": 1", "\"passes\": 4000000000"),
        ("\"lanes\": 1", "\"lanes\": 255"),
        ("\"salt\": \"", "\"salt\": \"zz"),
    ] {
        let altered = text.replace(from, to);
        assert_ne!(altered, text, "{from}");
        assert_eq!(parsed(&altered).unwrap().unlock("passphrase").err(), Some(KeyRefused::NotOurs));
    }
    assert_eq!(
        parsed(&text.replace("\"version\": 1", "\"version\": 2")).err(),
        Some(KeyRefused::Newer)
    );
    for garbage in ["", "{}", "<html>", r#"{"format":"other","version":1}"#, &" ".repeat(70_000)] {
        assert_eq!(parsed(garbage).err(), Some(KeyRefused::NotOurs));
    }
}

fn view(facts: &[Fact], seen: &[(i64, i64)], floor: i64, is_whole: bool) -> View {
    let facts = facts.iter().map(|fact| (fact.subject.clone(), fact.clone())).collect();
    let mut all = Seen::default();
    for (device, time) in seen {
        all.raise(Device(*device), Time(*time));
    }
    View { facts, seen: all, floor: Time(floor), is_whole }
}

#[test]
fn only_what_was_seen_and_is_older_than_the_forgotten_removals_counts_as_removed() {
    let here = fact("starred", Some("1"), 50, 1);
    let known =
        Known { facts: HashMap::from([(here.subject.clone(), here.stamp)]), ..Known::default() };
    let removed = vec![Step::Drop(here.subject.clone())];
    for (seen, floor, is_whole, steps) in [
        (&[(1, 50)][..], 51, true, removed),
        // It was never seen there; it is too young; not all is said; it was seen only in part.
        (&[(2, 50)], 51, true, vec![]),
        (&[(1, 50)], 50, true, vec![]),
        (&[(1, 50)], 51, false, vec![]),
        (&[(1, 49)], 51, true, vec![]),
    ] {
        assert_eq!(
            known.clone().merge(view(&[], seen, floor, is_whole)),
            steps,
            "{seen:?} {floor}"
        );
    }
    // What was removed here is not taken back from one who was away.
    let mut known = Known { floor: Time(60), ..Known::default() };
    known.seen.raise(Device(1), Time(50));
    let new = fact("later", Some("2"), 55, 1);
    let steps = known.merge(view(&[here, new.clone()], &[], 0, false));
    assert_eq!(steps, [Step::Take(new)]);
}
