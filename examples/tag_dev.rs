//! dev
use std::io::{BufRead, Write};
fn main() {
    let prefer = std::env::args().skip_while(|a| a != "--prefer").nth(1).unwrap_or("news".into());
    let tagger = tarikh::Tagger::new().prefer(prefer.parse().unwrap());
    let out = std::io::stdout(); let mut out = out.lock();
    for line in std::io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let r = v.get("reference").or(v.get("published")).or(v.get("dct")).and_then(|d| serde_json::from_value(d.clone()).ok());
        let t = tagger.tag_text(v["text"].as_str().unwrap(), r);
        writeln!(out, "{}", serde_json::json!({"id": v["id"], "timexes": t})).unwrap();
    }
}
