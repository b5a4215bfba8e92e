"""naive_session_export.py FILE FOLDER FORMAT: what one would write first: all events in memory, sorted, no score."""
import csv
import json
import os
import sys

COLUMNS = (
    "timestamp event_type phase actor_id outcome objective_id critical_error_code score_delta event_id session_id"
    " participant_id target_id details"
).split()


def cell(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":")) if isinstance(value, dict) else value


def main():
    name, folder, form = sys.argv[1:]
    with open(name, encoding="utf-8") as file:
        events = [json.loads(line) for line in file]
    events.sort(key=lambda event: (event["timestamp"], event["event_id"]))
    with open(os.path.join(folder, "session." + form), "w", encoding="utf-8", newline="") as out:
        if form == "json":
            json.dump({"events": events}, out, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        else:
            rows = csv.writer(out, lineterminator="\n")
            rows.writerow(COLUMNS)
            rows.writerows([cell(event.get(column)) for column in COLUMNS] for event in events)


main()
