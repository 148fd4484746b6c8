//! The rooms of this house, in the order in which they build on each other.

use app::Feature;

/// Returns all rooms.
pub fn all() -> Vec<Feature> {
    vec![
        organisation::feature(),
        customers::feature(),
        lobby::feature(),
        voice::feature(),
        crate::demo::feature(),
    ]
}
