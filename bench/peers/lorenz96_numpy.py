"""NumPy: trajectories of the Lorenz system of 1996 per second, counted as in Lorenz96Benchmark."""

import time

import numpy as np

VARIABLES, STEPS, TIME_STEP = 36, 640, 1 / 64


def statistics(forcing):
    def tendency(x):
        return (np.roll(x, -1, 0) - np.roll(x, 2, 0)) * np.roll(x, 1, 0) - x + forcing

    x = np.random.default_rng(1).uniform(-5, 10, (VARIABLES, len(forcing)))
    sums = np.zeros((4, len(forcing)))
    for _ in range(STEPS):
        k1 = tendency(x)
        k2 = tendency(x + TIME_STEP / 2 * k1)
        k3 = tendency(x + TIME_STEP / 2 * k2)
        k4 = tendency(x + TIME_STEP * k3)
        x = x + TIME_STEP / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        sums[0] += x.mean(0)
        sums[1] += (x * x).mean(0)
        sums[2] += (x * np.roll(x, -1, 0)).mean(0)
        sums[3] += (x * np.roll(x, -2, 0)).mean(0)
    return sums / STEPS


# The best of several batch sizes: calls dominate in small batches, and memory in large ones. The time is CPU time of this process.
for count in (64, 256, 1024):
    forcing = 8 + 0.001 * np.arange(count)
    best = float("inf")
    for _ in range(4):
        start = time.process_time()
        statistics(forcing)
        best = min(best, time.process_time() - start)
    print(f"numpy {np.__version__}, {count} side by side: {count / best:.0f} trajectories/s")
