"""What a timeline says, from its JSON: chronology examples/articles --format json | python3 examples/timeline.py"""

import json
import sys

timeline = json.load(sys.stdin)
print(timeline["read"]["articles"], "articles,", len(timeline["skipped"]), "not read; tarikh", timeline["version"])
for event in timeline["events"]:
    if event["factuality"] == "factual" and event["independent"] > 1:
        bounds = event["time"]["bounds"]
        places = ", ".join(place["name"] for place in event["places"])
        print(bounds["start"][0][:10], bounds["end"][1][:10], event["label"], places, event["independent"], sep="\t")
for dispute in timeline["disputes"]:
    for side in dispute["sides"]:
        told = ", ".join(report["article"] for report in side["reports"])
        print("how many", dispute["fate"], dispute["label"], side["least"], told, sep="\t")
