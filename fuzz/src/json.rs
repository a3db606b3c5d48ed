//! Changes JSON as JSON: the fuzzer's own changes to bytes nearly always break it.

use serde_json::Value;

/// Changes one place in the JSON that begins at the first brace, and now and then the bytes themselves. Returns the new
/// size.
pub fn mutate(data: &mut [u8], size: usize, max_size: usize, seed: u32) -> usize {
    let mut random = Random(u64::from(seed) + 1);
    let start = data[..size].iter().position(|&byte| byte == b'{');
    let parsed = start.and_then(|start| Some((start, serde_json::from_slice::<Value>(&data[start..size]).ok()?)));
    if let Some((start, mut json)) = parsed.filter(|_| random.below(8) > 0) {
        for _ in 0..=random.below(3) {
            let nodes = count(&json);
            let donor = nth(&mut json, &mut random.below(nodes)).cloned().unwrap_or_default();
            if let Some(node) = nth(&mut json, &mut random.below(nodes)) {
                change(node, donor, &mut random);
            }
        }
        if let Ok(written) = serde_json::to_vec(&json)
            && start + written.len() <= max_size
        {
            data[start..start + written.len()].copy_from_slice(&written);
            return start + written.len();
        }
    }
    libfuzzer_sys::fuzzer_mutate(data, size, max_size)
}

fn count(json: &Value) -> usize {
    1 + match json {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

/// The node that is reached after so many others, each before what is in it.
fn nth<'v>(json: &'v mut Value, left: &mut usize) -> Option<&'v mut Value> {
    if *left == 0 {
        return Some(json);
    }
    *left -= 1;
    match json {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, left)),
        Value::Object(fields) => fields.values_mut().find_map(|field| nth(field, left)),
        _ => None,
    }
}

fn change(node: &mut Value, donor: Value, random: &mut Random) {
    const NUMBERS: [i64; 16] = [
        0,
        1,
        -1,
        2,
        12,
        31,
        127,
        255,
        65_535,
        i32::MAX as i64,
        i32::MIN as i64,
        u32::MAX as i64,
        86_400 * 36_525,
        i64::MAX,
        i64::MIN,
        i64::MIN + 1,
    ];
    const WORDS: [&str; 14] = [
        "",
        "a",
        "2012-08-13T00:00:00",
        "-262143-01-01T00:00:00",
        "+262142-12-31T23:59:59",
        "0000-02-29",
        "2012-W53",
        "2012-08-13",
        "P99999999999Y",
        "XXXX",
        "PRESENT_REF",
        "BC0044",
        "\u{202e}\u{1b}[2J",
        "يونيو",
    ];
    match (random.below(8), node) {
        (0, Value::Array(items)) if !items.is_empty() => drop(items.remove(random.below(items.len()))),
        (1, Value::Array(items)) if !items.is_empty() => items.push(items[random.below(items.len())].clone()),
        (2, Value::Array(items)) if items.len() > 1 => {
            let (a, b) = (random.below(items.len()), random.below(items.len()));
            items.swap(a, b);
        }
        (0, Value::Object(fields)) if !fields.is_empty() => {
            let name = fields.keys().nth(random.below(fields.len())).cloned().unwrap_or_default();
            fields.remove(&name);
        }
        (3, node) => *node = Value::Null,
        (4 | 5, node @ Value::String(_)) => *node = WORDS[random.below(WORDS.len())].into(),
        (4, node @ Value::Number(_)) => *node = NUMBERS[random.below(NUMBERS.len())].into(),
        (5, Value::Number(number)) if number.is_i64() => {
            *number = number.as_i64().unwrap_or(0).wrapping_add(random.below(9) as i64 - 4).into();
        }
        (_, node @ (Value::Null | Value::String(_) | Value::Number(_) | Value::Bool(_))) => *node = donor,
        (6, node) => *node = donor,
        _ => {}
    }
}

/// A small generator (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }
}
