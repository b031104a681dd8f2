"""Times of torch on the same GPU: sorts on both sides and autograd, and matrix products."""

import torch

SIZES = [(10_000, 50, 1000), (100_000, 50, 200), (1_000_000, 10, 64), (10_000_000, 10, 64)]


def median(work, repetitions=7):
    times = []
    for run in range(repetitions + 2):
        start = torch.cuda.Event(enable_timing=True)
        end = torch.cuda.Event(enable_timing=True)
        start.record()
        work()
        end.record()
        end.synchronize()
        if run >= 2:
            times.append(start.elapsed_time(end))
    return sorted(times)[len(times) // 2]


def loss_and_gradient(x, y, directions, block):
    """As many directions at a time as memory allows."""
    for first in range(0, directions.shape[0], block):
        w = directions[first : first + block]
        sorted_x = torch.sort(w @ x.T, dim=1).values
        sorted_y = torch.sort(w @ y.T, dim=1).values
        ((sorted_x - sorted_y) ** 2).mean(dim=1).sum().div(directions.shape[0]).backward()


def main():
    torch.backends.cuda.matmul.allow_tf32 = False
    print(f"torch {torch.__version__} on {torch.cuda.get_device_name()}")
    print("| f32 | ms |\n|---|---|")
    for n, d, p in SIZES:
        x = torch.randn(n, d, device="cuda", requires_grad=True)
        y = torch.randn(n, d, device="cuda")
        directions = torch.randn(p, d, device="cuda")
        block = max(1, min(p, 200_000_000 // n))

        def work():
            x.grad = None
            loss_and_gradient(x, y, directions, block)

        print(f"| loss and gradient ({n}, {d}, {p}) | {median(work):.3f} |")
    a = torch.randn(4096, 4096, device="cuda")
    print(f"| product 4096 x 4096 x 4096 | {median(lambda: a @ a):.3f} |")
    a = torch.randn(1000, 50, device="cuda")
    b = torch.randn(50, 10_000, device="cuda")
    print(f"| product 1000 x 50 x 10000 | {median(lambda: a @ b):.3f} |")


main()
