//! What goes over the network: nothing, and a test sees to it.

use crate::stage::family;
use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU16, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

/// An unused port, returned once. It is below the range that systems use for connections: otherwise
/// a connection of another test could take it first.
pub fn free_port() -> u16 {
    const FIRST: u16 = 20_000;
    const PORTS: u16 = 12_000;
    static NEXT_PORT: AtomicU16 = AtomicU16::new(0);
    // Two runs beside each other begin far apart.
    let begin = (std::process::id() % u32::from(PORTS)) as u16;
    let port = || FIRST + begin.wrapping_add(NEXT_PORT.fetch_add(1, Ordering::Relaxed)) % PORTS;
    std::iter::repeat_with(port)
        .take(PORTS.into())
        .find(|&port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok())
        .unwrap()
}

/// Watches the sockets of a process and all that it started, fifty times a second.
pub struct Watch {
    over: Arc<AtomicBool>,
    seen: JoinHandle<BTreeSet<String>>,
}

impl Watch {
    /// Begins to watch `root` and its descendants.
    pub fn begin(root: u32) -> Self {
        let over = Arc::new(AtomicBool::new(false));
        let until = over.clone();
        let seen = std::thread::spawn(move || {
            let mut seen = BTreeSet::new();
            while !until.load(Ordering::Relaxed) {
                seen.extend(foreign_peers(root));
                std::thread::sleep(Duration::from_millis(20));
            }
            seen
        });
        Self { over, seen }
    }

    /// The peers outside this machine that were spoken to.
    pub fn end(self) -> BTreeSet<String> {
        self.over.store(true, Ordering::Relaxed);
        self.seen.join().unwrap()
    }
}

/// The remote ends, as the kernel writes them, of a process family's TCP and UDP sockets that are
/// not on loopback.
fn foreign_peers(root: u32) -> Vec<String> {
    let sockets: HashSet<String> = family(root).into_iter().flat_map(sockets).collect();
    let tables = ["tcp", "tcp6", "udp", "udp6"];
    let lines = tables
        .into_iter()
        .filter_map(|table| fs::read_to_string(format!("/proc/net/{table}")).ok());
    let lines: Vec<String> = lines
        .flat_map(|table| table.lines().skip(1).map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let fields = lines.iter().map(|line| line.split_whitespace().collect::<Vec<_>>());
    fields
        .filter(|fields| fields.len() > 9 && sockets.contains(fields[9]) && is_foreign(fields[2]))
        .map(|fields| fields[2].to_owned())
        .collect()
}

/// Whether an address of `/proc/net` belongs to another machine. Its bytes are in the machine's
/// order, in groups of four.
fn is_foreign(address: &str) -> bool {
    let host = address.split(':').next().unwrap_or_default();
    let unset = host.chars().all(|digit| digit == '0');
    let loopback = match host.len() {
        8 => host.ends_with("7F"),
        _ => {
            host == "00000000000000000000000001000000"
                || (host.starts_with("0000000000000000FFFF0000") && host.ends_with("7F"))
        }
    };
    !unset && !loopback
}

fn sockets(process: u32) -> Vec<String> {
    let files = fs::read_dir(format!("/proc/{process}/fd")).into_iter().flatten().flatten();
    let targets = files.filter_map(|file| fs::read_link(file.path()).ok());
    targets
        .filter_map(|target| {
            Some(target.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned())
        })
        .collect()
}

/// Counts who connects to a port of this machine.
pub struct Trap(Arc<AtomicUsize>);

impl Trap {
    /// Listens until the test ends.
    pub fn set(port: u16) -> Self {
        // A process that another test starts has the socket of `free_port` until it runs.
        let listener = (0..100)
            .find_map(|_| {
                let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok();
                if listener.is_none() {
                    std::thread::sleep(Duration::from_millis(20));
                }
                listener
            })
            .unwrap_or_else(|| panic!("port {port} stays in use"));
        let count = Arc::new(AtomicUsize::new(0));
        let accepted = count.clone();
        std::thread::spawn(move || {
            for _ in listener.incoming().flatten() {
                accepted.fetch_add(1, Ordering::Relaxed);
            }
        });
        Self(count)
    }

    /// How many came.
    pub fn accepted(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

#[test]
fn a_foreign_peer_is_distinguished_from_one_of_this_machine() {
    assert!(is_foreign("22D8B85D:01BB") && is_foreign("B80D0120000000000000000001000000:01BB"));
    for own in [
        "0100007F:1F90",
        "00000000:0000",
        "00000000000000000000000001000000:1F90",
        "0000000000000000FFFF00000100007F:0050",
    ] {
        assert!(!is_foreign(own), "{own}");
    }
}

#[test]
fn a_watch_sees_the_sockets_of_this_process_and_a_trap_counts() {
    let port = free_port();
    let trap = Trap::set(port);
    let held = std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
    assert!(!sockets(std::process::id()).is_empty());
    assert_eq!(foreign_peers(std::process::id()), Vec::<String>::new());
    drop(held);
    let end = std::time::Instant::now() + crate::stage::TIMEOUT;
    while trap.accepted() == 0 {
        assert!(std::time::Instant::now() < end, "nothing was caught");
        std::thread::sleep(Duration::from_millis(5));
    }
}
