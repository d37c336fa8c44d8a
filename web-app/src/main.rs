//! The page of Trustlens: takes files, lets the worker judge them, and draws the report.

#![allow(unreachable_pub, reason = "nothing is outside a program: here `pub` marks what a module offers to the others")]

mod browser;
mod changes;
mod cluster;
mod components;
mod desk;
mod expiry;
mod hooks;
mod order;
mod phone_address;
mod route;
mod selection;
mod session;
mod shared;
mod snapshot;
mod state;
mod words;
mod workbench;

fn main() {
    console_error_panic_hook::set_once();
    yew::Renderer::<components::App>::new().render();
}
