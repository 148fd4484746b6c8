//! The bridge through its operations, before a printer that reads what it is sent.

#![cfg(test)]

mod bridge;
mod printer;
mod render;
