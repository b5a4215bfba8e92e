"""many_records.py CANDOR PROCESSES TIMES FOREIGN_WRITER: so many processes record so many runs each with `candor
record`, beside a program that follows the seed and counts as many into telemetry.yaml, a server that makes
checkpoints, and a reader that looks all the time. All must be counted, the file must be whole and 0600 throughout."""
import os
import re
import stat
import subprocess
import sys
import tempfile
import threading

from server import Server, enable, status


def recorder(candor, folder, number, times):
    for _ in range(times):
        subprocess.run(
            [candor, "record", "--item-id", "shared", "--item-type", "tool", "--outcome", "success", "--duration-ms", "5"],
            env=dict(os.environ, USER_PATH=folder),
            check=True,
            stdout=subprocess.DEVNULL,
        )


def reader(folder, stop, faults, looks):
    path = os.path.join(folder, "telemetry.yaml")
    last = 0
    while not stop.is_set():
        try:
            with open(path, encoding="utf-8") as file:
                mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
                text = file.read()
        except FileNotFoundError:
            continue
        looks[0] += 1
        runs = sum(int(count) for count in re.findall(r"^    total_runs: (\d+)$", text, re.M))
        if mode != 0o600:
            faults.append(f"mode {mode:o}")
        if not text.endswith("\n") or "items:" not in text:
            faults.append(f"partial file: {text[-80:]!r}")
        if runs < last:
            faults.append(f"{runs} runs after {last}")
        last = runs


def main():
    candor, processes, times, foreign = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    with tempfile.TemporaryDirectory() as folder:
        enable(candor, folder)
        server = Server(candor, folder)
        stop, faults, looks = threading.Event(), [], [0]
        watching = threading.Thread(target=reader, args=(folder, stop, faults, looks))
        watching.start()
        recorders = [
            threading.Thread(target=recorder, args=(candor, folder, number, times)) for number in range(processes)
        ]
        for one in recorders:
            one.start()
        subprocess.run([sys.executable, foreign, folder, "shared", str(times)], check=True)
        subprocess.run([sys.executable, foreign, folder, "theirs", str(times)], check=True)
        for one in recorders:
            one.join()
        code = server.stop()
        stop.set()
        watching.join()
        with open(os.path.join(folder, "telemetry.yaml"), encoding="utf-8") as file:
            text = file.read()
        in_file = sum(int(count) for count in re.findall(r"^    total_runs: (\d+)$", text, re.M))
        counted = status(candor, folder)["summary"]["total_runs"]
        expected = processes * times + 2 * times
        print(f"runs {counted} of {expected}, in telemetry.yaml {in_file}, looks {looks[0]}, faults {faults[:3]}")
        sys.exit(0 if counted == in_file == expected and not faults and looks[0] and code == 0 else 1)


main()
