//! The code on the slip that leads a phone to its ticket.

use fast_qr::convert::svg::SvgBuilder;
use fast_qr::{ECL, QRBuilder};

/// Draws an address as a QR code without a size of its own; empty when the address is longer than any code holds.
pub(super) fn svg(address: &str) -> String {
    let Ok(code) = QRBuilder::new(address).ecl(ECL::M).build() else { return String::new() };
    SvgBuilder::default().to_str(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_becomes_a_picture_without_foreign_parts() {
        let picture = svg("https://bank.example/phone/AZq0t2f4chS7kVQm0J2xPpWZb3yRk0Qd9s8nUuXe1Lg");
        assert!(picture.contains("<svg") && !picture.contains("href"), "{picture}");
        assert_eq!(svg(&"x".repeat(8_000)), "");
    }
}
