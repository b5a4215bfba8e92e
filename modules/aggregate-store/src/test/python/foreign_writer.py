"""foreign_writer.py FOLDER ITEM TIMES: counts successful runs of an item into FOLDER/telemetry.yaml, one rewrite for
each, as a program that follows the seed does, with nothing but the standard library: lock, edit, replace."""
import fcntl
import os
import re
import sys

NEW_ITEM = "    type: tool\n    total_runs: 0\n    success_count: 0\n    avg_duration_ms: 5.0\n    tag: mine\n"
HEAD = "version: 1\nupdated: null\nitems:\n"


def counted(text, item):
    key = re.compile(rf'^  "?{re.escape(item)}"?:\n', re.M)
    if not key.search(text):
        block = f'  "{item}":\n' + NEW_ITEM
        text = text.replace("items: {}\n", "items:\n")
        text = re.sub(r"^items:\n", lambda found: found.group() + block, text, count=1, flags=re.M)
    start = key.search(text).end()
    for name in ("total_runs", "success_count"):
        field = re.compile(rf"^    {name}: (\d+)$", re.M)
        found = field.search(text, start)
        text = text[: found.start(1)] + str(int(found.group(1)) + 1) + text[found.end(1):]
    return text


def main():
    folder, item, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    path = os.path.join(folder, "telemetry.yaml")
    os.makedirs(folder, exist_ok=True)
    for _ in range(times):
        with open(os.path.join(folder, "telemetry.lock"), "w") as lock:
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX)
            try:
                with open(path, encoding="utf-8") as file:
                    text = file.read()
            except FileNotFoundError:
                text = HEAD
            temporary = path[: -len(".yaml")] + ".tmp"
            with open(os.open(temporary, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
                file.write(counted(text, item))
            os.rename(temporary, path)


main()
