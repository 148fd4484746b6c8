//! Where a call comes from, even behind proxies.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use serde::{Deserialize, Serialize};

/// The address of the caller, put into the request's extensions by the middleware.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ClientAddress(pub IpAddr);

impl ClientAddress {
    /// Stands for "not known": requests that came through no socket, as in tests.
    pub const UNKNOWN: Self = Self(IpAddr::V4(std::net::Ipv4Addr::UNSPECIFIED));

    /// Finds who called: the peer itself, or the last address in `X-Forwarded-For` that is not one of our proxies.
    ///
    /// The header is read from right to left, because only what our own proxies appended can be believed,
    /// and only when the peer is one of them.
    pub fn find(peer: IpAddr, headers: &HeaderMap, trusted: &[Network]) -> Self {
        let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(address));
        let mut client = peer.to_canonical();
        let values: Vec<&str> = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .collect();
        for value in values.into_iter().rev() {
            if !is_trusted(client) {
                break;
            }
            let Ok(address) = value.trim().parse::<IpAddr>() else { break };
            client = address.to_canonical();
        }
        Self(client)
    }
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl<S: Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(parts.extensions.get::<Self>().copied().unwrap_or(Self::UNKNOWN))
    }
}

/// A range of addresses, written `10.0.0.0/8` or as a single address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Network {
    address: IpAddr,
    prefix: u8,
}

impl Network {
    /// Returns the networks that mean this machine.
    pub fn loopback() -> Vec<Self> {
        vec![
            Self { address: IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), prefix: 8 },
            Self { address: IpAddr::V6(std::net::Ipv6Addr::LOCALHOST), prefix: 128 },
        ]
    }

    /// Returns whether an address lies in the network; an IPv4 address written as IPv6 is read as IPv4.
    pub fn contains(self, address: IpAddr) -> bool {
        match (self.address, address.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let mask = u32::MAX.checked_shl(32 - u32::from(self.prefix)).unwrap_or(0);
                network.to_bits() & mask == address.to_bits() & mask
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let mask = u128::MAX.checked_shl(128 - u32::from(self.prefix)).unwrap_or(0);
                network.to_bits() & mask == address.to_bits() & mask
            }
            _ => false,
        }
    }
}

/// A network that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither an address nor a network such as `10.0.0.0/8`")]
pub struct NetworkError(String);

impl FromStr for Network {
    type Err = NetworkError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NetworkError(text.to_owned());
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix.parse::<u8>().map_err(|_| wrong())?)),
            None => (text, None),
        };
        let address: IpAddr = address.trim().parse().map_err(|_| wrong())?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix.unwrap_or(most);
        if prefix > most { Err(wrong()) } else { Ok(Self { address, prefix }) }
    }
}

impl TryFrom<String> for Network {
    type Error = NetworkError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Network> for String {
    fn from(network: Network) -> Self {
        network.to_string()
    }
}

impl fmt::Display for Network {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.address, self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn find(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for value in forwarded {
            headers.append("x-forwarded-for", value.parse().unwrap());
        }
        let trusted: Vec<Network> = trusted.iter().map(|text| text.parse().unwrap()).collect();
        ClientAddress::find(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn a_header_from_a_stranger_is_not_believed() {
        assert_eq!(find("198.51.100.7", &["10.1.1.1"], &[]), "198.51.100.7");
        assert_eq!(find("198.51.100.7", &["10.1.1.1"], &["10.0.0.0/8"]), "198.51.100.7");
    }

    #[test]
    fn the_last_address_before_our_proxies_is_the_caller() {
        let trusted = ["10.0.0.0/8"];
        assert_eq!(find("10.0.0.1", &["203.0.113.5"], &trusted), "203.0.113.5");
        assert_eq!(find("10.0.0.1", &["1.2.3.4, 203.0.113.5, 10.0.0.9"], &trusted), "203.0.113.5");
        assert_eq!(find("10.0.0.1", &["1.2.3.4", "203.0.113.5"], &trusted), "203.0.113.5");
        assert_eq!(find("10.0.0.1", &["nonsense"], &trusted), "10.0.0.1");
        assert_eq!(find("::ffff:10.0.0.1", &["203.0.113.5"], &trusted), "203.0.113.5");
    }

    #[test]
    fn networks_are_read_strictly() {
        for text in ["10.0.0.0/33", "::1/129", "10.0.0/8", "", "10.0.0.0/x", "host"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
        assert!("0.0.0.0/0".parse::<Network>().unwrap().contains([9, 9, 9, 9].into()));
    }

    proptest! {
        #[test]
        fn networks_round_trip_and_contain_themselves(bits: u128, prefix in 0_u8..=128, old: bool) {
            let network = if old {
                let address = std::net::Ipv4Addr::from_bits((bits >> 96) as u32);
                Network { address: address.into(), prefix: prefix % 33 }
            } else {
                Network { address: std::net::Ipv6Addr::from_bits(bits | 1 << 127).into(), prefix }
            };
            prop_assert_eq!(network.to_string().parse::<Network>().unwrap(), network);
            prop_assert!(network.contains(network.address));
        }

        #[test]
        fn no_header_makes_it_panic(value in "[ -~]{0,80}") {
            find("10.0.0.1", &[&value], &["0.0.0.0/0"]);
        }
    }
}
