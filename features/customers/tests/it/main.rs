//! The room through its real router, on a database of its own for every test.

#![cfg(test)]

mod files;
mod identify;
mod keys;
mod migrations;
mod search;
mod support;
mod timeline;
mod unmask;
