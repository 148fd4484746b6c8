//! The code on the slip that leads a phone to its ticket.

use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};

/// The side of the picture in its own units; pages scale it.
const SIDE: u32 = 240;

/// Draws an address as a QR code; empty when the address is longer than any code holds.
pub(super) fn svg(address: &str) -> String {
    let Ok(code) = QrCode::with_error_correction_level(address, EcLevel::M) else {
        return String::new();
    };
    code.render::<svg::Color<'_>>().min_dimensions(SIDE, SIDE).quiet_zone(true).build()
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
