"""Times of torch on the same GPU: sorts on both sides and autograd, a surrogate's whole step as a
CUDA graph, and matrix products. With any argument all of it once, in small, on any machine."""

import sys
import time

import torch

SIZES = [(10_000, 50, 1000), (100_000, 50, 200), (1_000_000, 10, 64), (10_000_000, 10, 64)]
REHEARSAL = len(sys.argv) > 1
DEVICE = "cpu" if REHEARSAL else "cuda"


def scaled(number, least):
    return max(least, number // 100_000) if REHEARSAL else number


def milliseconds(work):
    if REHEARSAL:
        begin = time.perf_counter()
        work()
        return 1e3 * (time.perf_counter() - begin)
    start = torch.cuda.Event(enable_timing=True)
    end = torch.cuda.Event(enable_timing=True)
    start.record()
    work()
    end.record()
    end.synchronize()
    return start.elapsed_time(end)


def median(work):
    repetitions = 1 if REHEARSAL else 7
    times = [milliseconds(work) for _ in range(repetitions + 2)][2:]
    return sorted(times)[len(times) // 2]


def normals(*shape):
    return torch.randn(*shape, device=DEVICE)


def sorted_distance(x, y, directions):
    """Sum over directions."""
    sorted_x = torch.sort(directions @ x.T, dim=1).values
    sorted_y = torch.sort(directions @ y.T, dim=1).values
    return ((sorted_x - sorted_y) ** 2).mean(dim=1).sum()


def loss_and_gradient(x, y, directions, block):
    """As many directions at a time as memory allows."""
    for first in range(0, directions.shape[0], block):
        part = directions[first : first + block]
        sorted_distance(x, y, part).div(directions.shape[0]).backward()


def time_loss(n, d, p):
    x = normals(n, d).requires_grad_()
    y = normals(n, d)
    directions = normals(p, d)
    block = max(1, min(p, 200_000_000 // n))

    def work():
        x.grad = None
        loss_and_gradient(x, y, directions, block)

    print(f"| loss and gradient ({n}, {d}, {p}) | {median(work):.3f} |")


def surrogate_step(n, d, p, parameters=10, hidden=128, pairs=20, batch=64, inner_steps=10):
    """The step that GpuTable times: inner steps of the network on pairs solved before, a log-normal
    population pushed through it, noise, whitened directions, the loss with cut gradient, Adam."""
    network = torch.nn.Sequential(
        torch.nn.Linear(parameters, hidden),
        torch.nn.Tanh(),
        torch.nn.Linear(hidden, hidden),
        torch.nn.Tanh(),
        torch.nn.Linear(hidden, d),
    ).to(DEVICE)
    inputs, targets = normals(pairs, parameters), normals(pairs, d)
    data = normals(n, d)
    mean = torch.zeros(parameters, device=DEVICE, requires_grad=True)
    log_deviation = torch.zeros(parameters, device=DEVICE, requires_grad=True)
    factor = torch.eye(d, device=DEVICE).requires_grad_()
    unknowns = [mean, log_deviation, factor]
    capturable = not REHEARSAL
    network_adam = torch.optim.Adam(network.parameters(), capturable=capturable)
    adam = torch.optim.Adam(unknowns, capturable=capturable)

    def step():
        for _ in range(inner_steps):
            rows = torch.randint(0, pairs, (batch,), device=DEVICE)
            error = ((network(inputs[rows]) - targets[rows]) ** 2).mean()
            network_adam.zero_grad(set_to_none=True)
            error.backward()
            network_adam.step()
        z = torch.exp(mean + torch.exp(log_deviation) * normals(n, parameters))
        lower = torch.tril(factor)
        samples = network(z) + normals(n, d) @ lower.T
        directions = torch.nn.functional.normalize(normals(p, d))
        whitened = torch.linalg.solve_triangular(lower.detach().T, directions.T, upper=True).T
        loss = sorted_distance(samples, data, whitened) / p
        for unknown, gradient in zip(unknowns, torch.autograd.grad(loss, unknowns)):
            unknown.grad = gradient
        adam.step()

    return step


def captured(step):
    """The step as one CUDA graph, after the turns on a side stream that capturing asks for."""
    side = torch.cuda.Stream()
    side.wait_stream(torch.cuda.current_stream())
    with torch.cuda.stream(side):
        for _ in range(3):
            step()
    torch.cuda.current_stream().wait_stream(side)
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph):
        step()
    return graph.replay


def time_surrogate_step(n, d, p):
    step = surrogate_step(n, d, p)
    size = f"({n}, {d}, {p}), 10-128-128-50"
    print(f"| surrogate step {size} | {median(step):.3f} |")
    if not REHEARSAL:
        print(f"| surrogate step {size}, one CUDA graph | {median(captured(step)):.3f} |")


def time_product(rows, inner, columns):
    a, b = normals(rows, inner), normals(inner, columns)
    print(f"| product {rows} x {inner} x {columns} | {median(lambda: a @ b):.3f} |")


def main():
    if not REHEARSAL:
        torch.backends.cuda.matmul.allow_tf32 = False
    name = "no GPU" if REHEARSAL else torch.cuda.get_device_name()
    print(f"torch {torch.__version__} on {name}")
    print("| f32 | ms |\n|---|---|")
    for n, d, p in SIZES:
        time_loss(scaled(n, 10), d, scaled(p, 8))
    time_surrogate_step(scaled(100_000, 10), 50, scaled(200, 8))
    side = scaled(4096, 16)
    time_product(side, side, side)
    time_product(scaled(1000, 16), 50, scaled(10_000, 16))


main()
