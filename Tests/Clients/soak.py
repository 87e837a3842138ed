"""Mixed load on a server of this machine for a bounded time, its memory sampled. Usage: soak.py PORT PID SECONDS

Fails when an answer is a fault, or when memory grows by 5 % or more after the first two minutes (a third of a shorter run).
"""

import http.client
import random
import sys
import threading
import time

port, process, seconds = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
begin = time.monotonic()
end = begin + seconds
lock = threading.Lock()
statuses: dict[int, int] = {}
broken: list[str] = []

DEPARTMENTS = "16 17 19 23 24 33 40 47 64 79 86 87".split()


def target(choose: random.Random) -> str:
    department = choose.choice(DEPARTMENTS)
    return choose.choice(
        [
            lambda: "/collections/communes/items?limit=100",
            lambda: f"/collections/communes/items?limit=50&offset={choose.randrange(4000)}",
            lambda: f"/collections/communes/items/{department}{choose.randrange(1, 300):03}",
            lambda: f"/collections/couverture-epci/items?filter=population%20%3E%20{choose.randrange(100000)}",
            lambda: f"/collections/communes/items?bbox=-1,44,{choose.uniform(-0.9, 1):.4f},45",
            lambda: f"/coverage.csv?dept={department}&level=commune",
            lambda: f"/coverage.geojson?level=epci&precision={choose.randrange(7)}",
            lambda: f"/maps/coverage.svg?dept={department}&title=Carte+{choose.randrange(1_000_000)}",
            lambda: f"/maps/coverage.png?dept={department}&width=80&dpi=72&classes={choose.randrange(2, 9)}",
            lambda: f"/geocode?q={department}000+Saint-{choose.choice(['Savin', 'Martin', 'Jean', 'Pierre'])}",
            lambda: f"/reverse?lon={choose.uniform(-1.5, 2.5):.5f}&lat={choose.uniform(43, 47):.5f}",
            lambda: f"/collections/acteurs/items?limit=20&offset={choose.randrange(300)}&f=html",
            lambda: f"/tiles/communes/8/{choose.randrange(124, 130)}/{choose.randrange(88, 94)}.mvt",
            lambda: "/coverage.csv?level=canon",
            lambda: "/nothing",
        ]
    )()


def ask(seed: int) -> None:
    choose = random.Random(seed)
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while time.monotonic() < end:
        path = target(choose)
        headers = {"Accept-Encoding": "gzip"} if choose.random() < 0.5 else {}
        try:
            client.request("GET", path, headers=headers)
            answer = client.getresponse()
            answer.read()
            with lock:
                statuses[answer.status] = statuses.get(answer.status, 0) + 1
                if answer.status >= 500 and answer.status not in (501, 503):
                    broken.append(f"{answer.status} {path}")
        except Exception as error:
            with lock:
                broken.append(f"{error!r} {path}")
            client.close()


def resident() -> float:
    with open(f"/proc/{process}/statm") as file:
        return int(file.read().split()[1]) * 4096 / 1e6


samples: list[tuple[float, float]] = []
threads = [threading.Thread(target=ask, args=(seed,), daemon=True) for seed in range(4)]
for thread in threads:
    thread.start()
next_note = begin + 30
while time.monotonic() < end:
    time.sleep(1)
    now = time.monotonic()
    samples.append((now - begin, resident()))
    if now >= next_note:
        print(f"{now - begin:5.0f} s  {samples[-1][1]:6.1f} MB  {sum(statuses.values())} answers", flush=True)
        next_note += 30
for thread in threads:
    thread.join(70)

settled = min(120.0, seconds / 3)
window = max(10.0, (seconds - settled) / 8)
first = [memory for moment, memory in samples if settled <= moment < settled + window]
last = [memory for moment, memory in samples if moment >= samples[-1][0] - window]
start, finish = sum(first) / len(first), sum(last) / len(last)
growth = (finish / start - 1) * 100
print(f"{sum(statuses.values())} answers in {seconds:.0f} s, by status {dict(sorted(statuses.items()))}")
print(f"memory {start:.1f} MB after {settled:.0f} s, {finish:.1f} MB at the end ({growth:+.1f} %), {max(m for _, m in samples):.1f} MB at most")
if broken:
    sys.exit("broken answers: " + "; ".join(broken[:10]))
if growth >= 5:
    sys.exit("memory grows")
