//! What counts as a photo: recognised by its first bytes, never by what a caller says of it.

/// The largest photo, in bytes.
pub(crate) const LARGEST: usize = 2 * 1024 * 1024;

/// A kind of picture that every browser shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Picture {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
}

impl Picture {
    /// All kinds.
    const ALL: [Self; 3] = [Self::Jpeg, Self::Png, Self::WebP];

    /// Recognises a picture; `None` for everything else.
    pub(crate) fn recognise(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
            Some(Self::WebP)
        } else {
            None
        }
    }

    /// Returns the media type.
    pub(crate) const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::WebP => "image/webp",
        }
    }

    /// Finds a kind by its media type.
    pub(crate) fn from_media_type(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|picture| picture.media_type() == text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pictures_are_known_by_their_first_bytes() {
        let known = [
            (&b"\xFF\xD8\xFF\xE0\0\x10JFIF"[..], Some(Picture::Jpeg)),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Some(Picture::Png)),
            (b"RIFF\x24\0\0\0WEBPVP8 ", Some(Picture::WebP)),
            (b"RIFF\x24\0\0\0WAVEfmt ", None),
            (b"GIF89a", None),
            (b"<svg xmlns='http://www.w3.org/2000/svg'>", None),
            (b"%PDF-1.7", None),
            (b"", None),
        ];
        for (bytes, expected) in known {
            assert_eq!(Picture::recognise(bytes), expected, "{bytes:?}");
        }
        for picture in Picture::ALL {
            assert_eq!(Picture::from_media_type(picture.media_type()), Some(picture));
        }
    }

    proptest! {
        #[test]
        fn anything_may_be_looked_at(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
            let _ = Picture::recognise(&bytes);
        }

        #[test]
        fn text_is_never_a_picture(text in "[ -~]{0,64}") {
            let webp = text.starts_with("RIFF") && text.get(8..12) == Some("WEBP");
            prop_assert_eq!(Picture::recognise(text.as_bytes()).is_some(), webp);
        }
    }
}
