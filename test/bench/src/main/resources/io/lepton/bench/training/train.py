# The network of training.network.kind = conv1d in PyTorch, one thread, mini-batches that are ready:
# prints the windows per second of an epoch after one to warm up.
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(1)
size, channels, length = 256, 15, 50
network = nn.Sequential(
    nn.Conv1d(channels, 16, 9, padding=4), nn.Tanh(),
    nn.Conv1d(16, 16, 9, padding=4), nn.Tanh(),
    nn.Conv1d(16, 32, length), nn.Tanh(), nn.Flatten(),
    nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 1))
optimiser = torch.optim.Adam(network.parameters(), lr=1e-3)
batches = [(torch.randn(size, channels, length), torch.randn(size, 1))
           for _ in range(int(sys.argv[1]) // size)]
for epoch in range(2):
    start = time.perf_counter()
    for inputs, targets in batches:
        optimiser.zero_grad()
        nn.functional.mse_loss(network(inputs), targets).backward()
        optimiser.step()
    seconds = time.perf_counter() - start
print(len(batches) * size / seconds)
