//! Whether a name leads to this machine or its network: a link in a report could otherwise reach
//! what only this machine can reach.

use std::net::IpAddr;
use std::time::Duration;
use tokio::time::timeout;
use url::{Host, Url};

/// How long a name is looked up.
const LOOKUP_TIMEOUT: Duration = Duration::from_secs(2);

/// Services that answer any name below theirs with the address in the name, or with this
/// machine's. Their names are known without a look-up, which a proxy or a lack of network may make
/// fail.
const WILDCARDS: [&str; 13] = [
    "nip.io",
    "sslip.io",
    "xip.io",
    "traefik.me",
    "localtest.me",
    "lvh.me",
    "lacolhost.com",
    "vcap.me",
    "fuf.me",
    "localho.st",
    "local.gd",
    "backname.io",
    "plex.direct",
];

/// Whether an address leads to this machine or its network, by its number, by its name, or by the
/// number that the name resolves to. A name that can't be looked up in time counts as public.
pub async fn leads_near(url: &Url) -> bool {
    let name = match url.host() {
        Some(Host::Ipv4(number)) => return is_near(number.into()),
        Some(Host::Ipv6(number)) => return is_near(number.into()),
        Some(Host::Domain(name)) => name.trim_end_matches('.').to_owned(),
        None => return false,
    };
    if is_wildcard(&name) {
        return true;
    }
    let lookup = timeout(LOOKUP_TIMEOUT, tokio::net::lookup_host((name.as_str(), 443))).await;
    lookup.is_ok_and(|resolved| {
        resolved.is_ok_and(|mut addresses| addresses.any(|address| is_near(address.ip())))
    })
}

fn is_wildcard(name: &str) -> bool {
    WILDCARDS.iter().any(|service| {
        name.strip_suffix(service).is_some_and(|before| before.is_empty() || before.ends_with('.'))
    })
}

/// Whether an IP address belongs to this machine, to a private network, to a link (where clouds
/// have the addresses of their machines), or to no host on the internet.
fn is_near(number: IpAddr) -> bool {
    match number {
        IpAddr::V4(number) => {
            let octets = number.octets();
            number.is_loopback()
                || number.is_private()
                || number.is_link_local()
                || number.is_broadcast()
                || number.is_multicast()
                || octets[0] == 0
                // Networks over the internet, and the machines of a provider.
                || (octets[0] == 100 && octets[1] & 0xc0 == 64)
                || (octets[0] == 192 && octets[1] == 0 && octets[2] == 0)
                || (octets[0] == 198 && octets[1] & 0xfe == 18)
        }
        IpAddr::V6(number) => {
            let segments = number.segments();
            // An IPv4 number within: mapped, compatible, translated (64:ff9b::/96), or of 6to4
            // (2002::/16).
            let within = match segments {
                [0, 0, 0, 0, 0, 0xffff | 0, high, low]
                | [0x64, 0xff9b, 0, 0, 0, 0, high, low]
                | [0x2002, high, low, ..] => Some((high, low)),
                _ => None,
            };
            let within = within.map(|(high, low)| {
                std::net::Ipv4Addr::from((u32::from(high) << 16) | u32::from(low))
            });
            number.is_loopback()
                || number.is_unspecified()
                || number.is_unique_local()
                || number.is_unicast_link_local()
                || number.is_multicast()
                || within.is_some_and(|number| is_near(number.into()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_this_machine_and_its_network_are_near() {
        for near in [
            "127.0.0.1",
            "127.9.9.9",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "192.0.0.192",
            "255.255.255.255",
            "224.0.0.1",
            "198.18.0.1",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "fd12::1",
            "fe80::1",
            "fd00:ec2::254",
            "ff02::1",
        ] {
            assert!(is_near(near.parse().unwrap()), "{near}");
        }
        for far in [
            "8.8.8.8",
            "172.32.0.1",
            "100.128.0.1",
            "192.0.2.1",
            "198.20.0.1",
            "2606:4700::1111",
            "::ffff:8.8.8.8",
            "2002:808:808::",
        ] {
            assert!(!is_near(far.parse().unwrap()), "{far}");
        }
    }

    #[tokio::test]
    async fn addresses_that_lead_here_are_known_without_a_network() {
        for near in [
            "http://127.0.0.1.nip.io/",
            "https://app.10-0-0-1.sslip.io/a",
            "http://localtest.me/",
            "http://A.LOCALTEST.ME.:8080/",
            "http://lvh.me/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://017700000001/",
            "http://[::ffff:127.0.0.1]/",
            "http://169.254.169.254/latest/meta-data",
            "http://localhost:8080/",
        ] {
            assert!(leads_near(&Url::parse(near).unwrap()).await, "{near}");
        }
        for far in [
            "http://8.8.8.8/",
            "https://notnip.io.invalid/",
            "https://nip.io.invalid/",
            "mailto:a@b.c",
        ] {
            assert!(!leads_near(&Url::parse(far).unwrap()).await, "{far}");
        }
    }
}
