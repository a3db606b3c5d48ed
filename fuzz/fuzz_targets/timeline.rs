#![no_main]

#[path = "../src/json.rs"]
mod json;

libfuzzer_sys::fuzz_target!(|data: &[u8]| tarikh_fuzz::timeline(data));
libfuzzer_sys::fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    json::mutate(data, size, max_size, seed)
});
