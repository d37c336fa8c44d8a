#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| trustlens_tests::fuzz_targets::list_edit(data));
