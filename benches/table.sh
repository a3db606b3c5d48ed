#!/bin/sh
# Prints the figures about speed that README.md gives. Takes some minutes; wants a machine that does little else.
#
#   benches/table.sh [news.jsonl]     a file of articles of your own gives the row of real news
#   PEER=1 benches/table.sh           also fetches another parser of dates and measures it on the same text
#
# Speeds are shares of a bare pass in the same run: the text split into words, each looked up in a table.
set -eu
cd "$(dirname "$0")/.."
news=${1:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

seconds() { # of a command
    start=$(date +%s%N)
    "$@"
    echo $((($(date +%s%N) - start) / 1000000)) | awk '{ printf "%.2f", $1 / 1000 }'
}

echo "Cold release build of the library: $(
    CARGO_TARGET_DIR="$work/cold" seconds cargo build --release --lib --quiet
) s on $(nproc) cores"
rm -rf "$work/cold"

NEWS=$news cargo bench --quiet --bench speed -- --quick 2>/dev/null | sed -n '/^| text/,$p'
cargo bench --quiet --bench start

cargo build --release --quiet --example tag --example read
bin=${CARGO_TARGET_DIR:-target}/release/examples
if [ -z "$news" ]; then
    news=$work/news.jsonl
    for article in examples/articles/*.md; do
        sed '1,/^source:/d' "$article" | tr '\n"\\' '   ' |
            awk '{ print "{\"published\":\"2014-05-28\",\"text\":\"" $0 "\"}" }'
    done >"$news"
fi
# Enough of it to measure.
while [ "$(wc -c <"$news")" -lt 50000000 ]; do
    cat "$news" "$news" >"$work/twice"
    mv "$work/twice" "$work/much"
    news=$work/much
done

echo
echo "Two threads beside one, turn by turn, the best of three:"
for program in tag read; do
    one= two=
    for _ in 1 2 3; do
        one="$one $(seconds "$bin/$program" --threads 1 --output "$work/1" "$news")"
        two="$two $(seconds "$bin/$program" --threads 2 --output "$work/2" "$news")"
    done
    cmp "$work/1" "$work/2"
    echo "$one $two" | awk -v program="$program" -v bytes="$(wc -c <"$news")" '{
        one = $1; two = $4
        for (i = 1; i <= 3; i++) { if ($i < one) one = $i; if ($(i + 3) < two) two = $(i + 3) }
        printf "  %-5s %.2f s with one (%.0f MB/s of JSON lines), %.2f s with two: %.2f times\n",
            program, one, bytes / one / 1e6, two, one / two
    }'
done

echo
bytes=$(wc -c <"$news")
times=$(((1000000000 + bytes - 1) / bytes))
for _ in $(seq "$times"); do cat "$news"; done | "$bin/tag" >"$work/out" &
most=0 tag=$!
while now=$(sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$tag/status" 2>/dev/null) && [ -n "$now" ]; do
    most=$now
    sleep 0.2
done
echo "Most memory of tag on $((bytes * times / 1000000)) MB of JSON lines: $((most / 1024)) MB"

if [ -n "${PEER:-}" ]; then
    echo
    cargo run --quiet --release --manifest-path benches/peer/Cargo.toml -- "$news"
fi
