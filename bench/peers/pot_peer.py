"""POT: its sliced distance with the torch backend, squared, and the gradient by autograd."""

import os

import conversation

try:
    import torch
except ImportError:
    conversation.missing("torch, which POT's gradient needs, is not installed")
try:
    import ot
except ImportError:
    conversation.missing("POT is not installed")

torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))


def prepare(words):
    if words[0] != "loss":
        raise NotImplementedError("POT trains no networks")
    sets = [tuple(map(torch.from_numpy, arrays)) for arrays in conversation.read_loss(words[1:])]

    def run(index):
        samples, data, directions = sets[index]
        samples = samples.detach().requires_grad_()
        # POT 0.8.2 divides by this number even if directions are given.
        distance = ot.sliced_wasserstein_distance(
            samples, data, n_projections=len(directions), projections=directions.T
        )
        value = distance**2
        value.backward()
        return value.item(), lambda: samples.grad

    return run


conversation.hold(f"POT {ot.__version__} on torch {torch.__version__}", prepare)
