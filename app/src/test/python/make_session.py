"""make_session.py COUNT FILE [SEED]: one session of so many events of about 300 bytes, in no order, as lines of JSON."""
import json
import random
import sys

TYPES = ["phase_transition", "alarm_activated", "hazard_identified", "exit_selected", "extinguisher_attempted"]


def event(number, chance):
    second, milli = divmod(number * 13 // 4, 1000)
    hour, second = divmod(second, 3600)
    minute, second = divmod(second, 60)
    day, hour = divmod(hour, 24)
    row = {
        "event_id": f"evt-{number:08d}",
        "session_id": "sess-large",
        "participant_id": "anon-p001",
        "timestamp": f"2026-02-{1 + day:02d}T{hour:02d}:{minute:02d}:{second:02d}.{milli:03d}Z",
        "event_type": chance.choice(TYPES),
        "phase": "audit" if number < 900_000 else "micro_drill",
        "actor_id": "anon-p001" if number % 3 else "system",
        "outcome": chance.choice(["success", "fail", "partial", "info"]),
        "details": {"note": f"step {number}, as it was seen", "x": round(chance.random(), 6)},
    }
    if number % 4 == 0:
        row["objective_id"] = "obj_identify_hazard"
        row["score_delta"] = chance.choice([-20, 0, 5, 25])
    return row


def main():
    count, name = int(sys.argv[1]), sys.argv[2]
    chance = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    order = list(range(count))
    chance.shuffle(order)
    with open(name, "w", encoding="utf-8") as file:
        for number in order:
            file.write(json.dumps(event(number, chance), separators=(",", ":")))
            file.write("\n")


main()
