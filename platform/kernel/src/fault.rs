//! What an error must say before it may reach a caller.

use crate::Locale;

/// The eight kinds of failure a caller can tell apart.
///
/// Status numbers belong to `web`; everywhere else an error has one of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The request cannot be understood or breaks a rule about its content.
    Invalid,
    /// Nobody is signed in, or the session has ended.
    Unauthenticated,
    /// The caller may know of the thing but not do this with it.
    Forbidden,
    /// The thing does not exist, or the caller may not know that it does.
    NotFound,
    /// The thing is not in a state that allows this.
    Conflict,
    /// The caller asks too often.
    TooMany,
    /// Something this system needs is away; the same request may succeed later.
    Unavailable,
    /// A defect or an impossible state; the caller sees only a trace id.
    Internal,
}

/// An error that can be shown to a caller.
///
/// Implemented once per room by its error enum; `web` turns it into a problem.
pub trait Fault: std::error::Error {
    /// The kind, which decides the status.
    fn kind(&self) -> Kind;

    /// A stable code for programs, `<room>.<what>`, never reused for something else.
    fn code(&self) -> &'static str;

    /// One sentence a clerk understands: what happened and what to do now.
    ///
    /// Not called for [`Kind::Internal`], whose text never leaves the house.
    fn sentence(&self, locale: Locale) -> String;

    /// The JSON pointer of the field that is wrong, such as `/identity/value`.
    fn pointer(&self) -> Option<String> {
        None
    }

    /// All fields that are wrong; by default the one that [`Fault::pointer`] names.
    fn fields(&self, locale: Locale) -> Vec<FieldFault> {
        let field =
            |pointer| FieldFault { pointer, code: self.code(), detail: self.sentence(locale) };
        self.pointer().map(field).into_iter().collect()
    }

    /// After how many seconds it makes sense to try again.
    fn retry_after_s(&self) -> Option<u32> {
        None
    }

    /// The code of the permission that the caller lacks, such as `visit:call`.
    fn permission(&self) -> Option<&'static str> {
        None
    }
}

/// One field of a form that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// The JSON pointer of the field.
    pub pointer: String,
    /// A stable code for programs.
    pub code: &'static str,
    /// One sentence that stands beside the field.
    pub detail: String,
}
