"""The protocol of a peer: reads one request from each line, and writes one answer to a line."""

import sys
import time

try:
    import numpy as np
except ImportError:
    print("missing numpy is not installed", flush=True)
    sys.exit(0)

TYPES = {"F32": np.float32, "F64": np.float64}


def read(folder, name, dtype, rows, columns):
    return np.fromfile(f"{folder}/{name}", dtype).reshape(rows, columns)


def read_loss(words):
    """Lists of (samples, data, directions), from: TYPE N d P SETS FOLDER."""
    dtype = TYPES[words[0]]
    n, d, p, sets = map(int, words[1:5])
    folder = words[5]
    return [
        (
            read(folder, f"samples-{s}", dtype, n, d),
            read(folder, f"data-{s}", dtype, n, d),
            read(folder, f"directions-{s}", dtype, p, d),
        )
        for s in range(sets)
    ]


def read_network(words):
    """Widths, parameters and a list of (inputs, targets), from: TYPE WIDTHS BATCH SETS FOLDER."""
    dtype = TYPES[words[0]]
    widths = [int(width) for width in words[1].split("-")]
    batch, sets = map(int, words[2:4])
    folder = words[4]
    parameters = np.fromfile(f"{folder}/parameters", dtype)
    batches = [
        (
            read(folder, f"inputs-{s}", dtype, batch, widths[0]),
            read(folder, f"targets-{s}", dtype, batch, widths[-1]),
        )
        for s in range(sets)
    ]
    return widths, parameters, batches


def missing(reason):
    print(f"missing {reason}", flush=True)
    sys.exit(0)


def hold(versions, prepare):
    """Greets, then answers requests until the input ends. A run evaluates several sets and answers with the mean time.

    `prepare(words)` returns two functions. The first takes a set's number, evaluates once and returns the value. The
    second is not timed, and returns the gradient as anything that NumPy can read.
    """
    print(f"hello {versions}", flush=True)
    run = None
    for line in sys.stdin:
        words = line.split()
        try:
            if words[0] == "run":
                sets = [int(word) for word in words[1:]]
                start = time.perf_counter_ns()
                for index in sets:
                    value, gradient = run(index)
                elapsed = (time.perf_counter_ns() - start) // len(sets)
                norm = float(np.square(np.asarray(gradient(), dtype=np.float64)).sum())
                print(f"{elapsed} {float(value)!r} {norm!r}", flush=True)
            elif words[0] == "forget":
                run = None
                print("ready", flush=True)
            else:
                run = prepare(words)
                print("ready", flush=True)
        except Exception as failure:  # The benchmark decides how to continue without this answer.
            reason = f"{type(failure).__name__}: {failure}".splitlines()[0]
            print(f"failed {reason}", flush=True)
