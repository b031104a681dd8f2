"""torch: loss and training steps by autograd, sorting along the contiguous dimension."""

import os

import conversation

try:
    import torch
except ImportError:
    conversation.missing("torch is not installed")

torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))


def prepare_loss(words):
    sets = [tuple(map(torch.from_numpy, arrays)) for arrays in conversation.read_loss(words)]

    def run(index):
        samples, data, directions = sets[index]
        samples = samples.detach().requires_grad_()
        x = torch.sort(directions @ samples.T, dim=1).values
        y = torch.sort(directions @ data.T, dim=1).values
        value = torch.square(x - y).mean()
        value.backward()
        return value.item(), lambda: samples.grad

    return run


def prepare_network(words):
    widths, flat, arrays = conversation.read_network(words)
    layers = []
    offset = 0
    for inputs, outputs in zip(widths, widths[1:]):
        layer = torch.nn.Linear(inputs, outputs, dtype=torch.from_numpy(flat).dtype)
        with torch.no_grad():
            count = inputs * outputs
            layer.weight.copy_(torch.from_numpy(flat[offset : offset + count]).view(outputs, inputs))
            offset += count
            layer.bias.copy_(torch.from_numpy(flat[offset : offset + outputs]))
            offset += outputs
        layers += [layer, torch.nn.Tanh()]
    network = torch.nn.Sequential(*layers[:-1])
    try:
        adam = torch.optim.Adam(network.parameters(), lr=1e-3, fused=True)
    except (RuntimeError, TypeError):
        adam = torch.optim.Adam(network.parameters(), lr=1e-3)
    batches = [tuple(map(torch.from_numpy, pair)) for pair in arrays]

    def run(index):
        inputs, targets = batches[index]
        inputs = inputs.detach().requires_grad_()
        adam.zero_grad(set_to_none=False)
        error = torch.square(network(inputs) - targets).sum() / len(inputs)
        error.backward()
        adam.step()
        gradients = [parameter.grad.view(-1) for parameter in network.parameters()]
        return error.item(), lambda: torch.cat(gradients)

    return run


def prepare(words):
    return (prepare_loss if words[0] == "loss" else prepare_network)(words[1:])


conversation.hold(f"torch {torch.__version__}", prepare)
